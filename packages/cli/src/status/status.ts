import type { AlertKind, AlertSeverity, ErrorReport, MarketPhase, RunOutcome } from '@ingest/core';
import type { SourceRow } from '../source-row.js';

/** How the whole stands. */
export type StatusLevel = 'ok' | 'warning' | 'critical' | 'unknown';

/** Everything that `ingest status` shows, as a program reads it. Instants are ISO-8601 in UTC, lengths milliseconds. */
export interface Status {
  readonly status: StatusLevel;
  readonly exitCode: number;
  readonly at: string;
  readonly freshness: Freshness;
  /** Null when nothing could be read. */
  readonly market: MarketStatus | null;
  /** The chain in its order. */
  readonly sources: readonly SourceRow[];
  /** The last runs, the newest first. */
  readonly runs: readonly RunStatus[];
  /** The workers that share the store; null where there are none. */
  readonly fleet: FleetStatus | null;
  /** The sinks of the configuration in its order, then those that are configured no more and still have something. */
  readonly deliveries: readonly SinkStatus[];
  /** What is wrong, the worst first. */
  readonly incidents: readonly Trouble[];
  /** Why nothing could be read. */
  readonly error?: ErrorReport;
}

export interface Freshness {
  /** The last successful collection of any source. */
  readonly lastSuccessAt: string | null;
  readonly ageMs: number | null;
  /** How old it may be, counted from `countedFrom`: the last success, or the opening of the market if that is later. */
  readonly limitMs: number | null;
  readonly countedFrom: string | null;
  /** Null when nobody can tell. */
  readonly isStale: boolean | null;
}

export interface MarketStatus {
  readonly calendar: string;
  /** The exchange's time zone. */
  readonly zone: string;
  readonly phase: MarketPhase;
  /** When the session that is on ends, or the next one begins. */
  readonly until: string;
  /** When the next run is due by the schedule, whoever starts it. */
  readonly nextRunAt: string;
}

export interface RunStatus {
  readonly runId: string;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly outcome: RunOutcome;
  readonly newStories: number;
  /** How many tickers had no answer. */
  readonly unanswered: number;
  readonly failovers: number;
  /** Whether it was ended from outside: that says nothing of the sources. */
  readonly isStopped: boolean;
}

/** The processes of `ingest worker` on this store, from whatever machine it is asked. */
export interface FleetStatus {
  readonly workers: readonly {
    /** Host and process. */
    readonly name: string;
    readonly startedAt: string;
    /** When it told of itself last. */
    readonly seenAt: string;
    /** How many it has made since it started. */
    readonly jobs: number;
    /** Its jobs under way: slot, attempt, and which part of how many. */
    readonly busyWith: readonly string[];
    /** Whether it has not told of itself for long, and did not say that it ends. */
    readonly isLost: boolean;
  }[];
  /** The run that was sent last; null while none was. */
  readonly run: { readonly slot: string; readonly jobs: number; readonly ended: number } | null;
}

export interface SinkStatus {
  readonly sink: string;
  readonly isConfigured: boolean;
  readonly waiting: number;
  readonly oldestAt: string | null;
  readonly oldestAgeMs: number | null;
  /** When the first of those that wait may be tried again; null when one is due, or none waits. */
  readonly nextTryAt: string | null;
  /** Given up. */
  readonly dead: number;
  /** Why nothing is sent there any more; null while it is enabled. */
  readonly disabledBecause: string | null;
}

/** Something that is wrong: an open incident, or what the rules see now and no run has told of yet. */
export interface Trouble {
  /** Null when no run has told of it yet. */
  readonly incidentId: string | null;
  readonly kind: AlertKind;
  readonly source: string | null;
  readonly severity: AlertSeverity;
  readonly summary: string;
  readonly since: string;
  /** Whether it is so at this moment; false: it is over, and the next run says so. Null when only a run can tell. */
  readonly isSeenNow: boolean | null;
  /** Until when nobody is told. */
  readonly mutedUntil: string | null;
}
