import type { ErrorCode } from './errors/codes.js';
import type { Alert } from './model/alert.js';
import type { CollectionEvent } from './model/collection-event.js';
import type { StoryKey } from './model/primitives.js';
import type { RunReport } from './model/run-report.js';
import type { Ticker } from './model/ticker.js';
import type { Breaker } from './resilience/breaker.js';
import type { BackfillEstimate } from './run/backfill-estimate.js';

/** What happens in a run, told through the one `onEvent` that is handed in. Progress, logs and metrics are readers of it. */
export type IngestEvent =
  | RunStarted
  | RunSkipped
  | BackfillStarted
  | BackfillProgressed
  | CollectionStarted
  | PageCommitted
  | RequestRetried
  | CollectionEnded
  | ItemsRejected
  | SourceFailed
  | BreakerChanged
  | FailoverHappened
  | DeliverySucceeded
  | DeliveryFailed
  | IncidentFired
  | IncidentRepeated
  | IncidentResolved
  | SlotsMissed
  | RunEnded;

/** A run has its lease and its state and is about to ask the first source. */
export interface RunStarted {
  readonly type: 'run:started';
  readonly runId: string;
  readonly at: string;
  readonly tickers: readonly Ticker[];
  readonly sources: readonly string[];
}
/** Another process holds the lease; this run does nothing. */
export interface RunSkipped {
  readonly type: 'run:skipped';
  readonly runId: string;
  readonly at: string;
  readonly heldBy: string;
}
/** A back-fill is about to send its first request. */
export interface BackfillStarted extends BackfillEstimate {
  readonly type: 'backfill:started';
  readonly runId: string;
  readonly at: string;
  /** The source that is asked first. */
  readonly source: string;
  /** Those that are still to be read. */
  readonly tickers: readonly Ticker[];
  readonly from: string;
  readonly to: string;
  /** Whether it goes on with what an earlier run left of it. */
  readonly isResumed: boolean;
}
/** A part of a back-fill is in the store. */
export interface BackfillProgressed {
  readonly type: 'backfill:progressed';
  readonly runId: string;
  readonly at: string;
  /** The part of its time and tickers that is read, 0 to 1. */
  readonly share: number;
}
/** A source is asked for a batch of tickers. */
export interface CollectionStarted {
  readonly type: 'collection:started';
  readonly runId: string;
  readonly at: string;
  readonly source: string;
  readonly tickers: readonly Ticker[];
  /** The stretch that is read; null: as far as the source goes by itself. */
  readonly window: { readonly from: string; readonly to: string } | null;
  readonly isFailover: boolean;
}
/** A breaker changed its state. */
export interface BreakerChanged {
  readonly type: 'breaker:changed';
  readonly runId: string;
  readonly at: string;
  readonly source: string;
  readonly from: Breaker['kind'];
  readonly to: Breaker['kind'];
}
/** A request failed in a way that a second try may mend; it is sent again after `delayMs`. */
export interface RequestRetried {
  readonly type: 'request:retried';
  readonly runId: string;
  readonly at: string;
  readonly source: string;
  readonly code: ErrorCode;
  readonly attempt: number;
  readonly delayMs: number;
}
/** A page is placed, and in the store unless the run writes nothing. */
export interface PageCommitted {
  readonly type: 'page:committed';
  readonly runId: string;
  readonly at: string;
  readonly source: string;
  readonly items: number;
  readonly newStories: readonly StoryKey[];
}
/** A collection ended; its event is in the store unless the run writes nothing. */
export interface CollectionEnded {
  readonly type: 'collection:ended';
  readonly runId: string;
  readonly at: string;
  readonly event: CollectionEvent;
}
/** A collection rejected items: unreadable ones are kept with their reasons, the others are counted only. */
export interface ItemsRejected {
  readonly type: 'items:rejected';
  readonly runId: string;
  readonly at: string;
  readonly source: string;
  readonly tickers: readonly Ticker[];
  /** Could not be read; in quarantine. */
  readonly malformed: number;
  /** Published too far ahead of our clock: they come again. */
  readonly future: number;
  /** About other tickers, or another time, than was asked for. */
  readonly offRequest: number;
}
/** A source is not asked again in this run. */
export interface SourceFailed {
  readonly type: 'source:failed';
  readonly runId: string;
  readonly at: string;
  readonly source: string;
  readonly code: ErrorCode;
  readonly message: string;
}
/** Tickers go on to the next source because the one before failed. */
export interface FailoverHappened {
  readonly type: 'failover:happened';
  readonly runId: string;
  readonly at: string;
  readonly from: string;
  readonly to: string;
  readonly code: ErrorCode;
  readonly tickers: readonly Ticker[];
}
/** A sink took a notification. */
export interface DeliverySucceeded {
  readonly type: 'delivery:succeeded';
  readonly at: string;
  readonly sink: string;
  readonly eventId: string;
  /** Counts from 1. */
  readonly attempt: number;
  /** How long the sink took. */
  readonly durationMs: number;
  /** Since the news was stored. */
  readonly latencyMs: number;
}
/** A sink did not take a notification; it is tried again later, or dead-lettered. */
export interface DeliveryFailed {
  readonly type: 'delivery:failed';
  readonly at: string;
  readonly sink: string;
  readonly eventId: string;
  /** Counts from 1. */
  readonly attempt: number;
  /** `ABORTED` when the program stopped in the middle of it. */
  readonly code: ErrorCode;
  readonly message: string;
  /** Nothing is sent any more, unless by hand. */
  readonly isDead: boolean;
}
/** Something is wrong, and people are told. */
export interface IncidentFired {
  readonly type: 'incident:fired';
  readonly at: string;
  readonly alert: Alert;
}
/** It still is, and people are told again. */
export interface IncidentRepeated {
  readonly type: 'incident:repeated';
  readonly at: string;
  readonly alert: Alert;
}
/** It is over, and people who heard of it are told. */
export interface IncidentResolved {
  readonly type: 'incident:resolved';
  readonly at: string;
  readonly alert: Alert;
}
/** Nobody ran at these times: the machine slept, no program was there, or a run took too long. They are not made up for. */
export interface SlotsMissed {
  readonly type: 'slots:missed';
  readonly at: string;
  readonly count: number;
  readonly first: string;
  readonly last: string;
}
/** A run ended; the report says how. */
export interface RunEnded {
  readonly type: 'run:ended';
  readonly runId: string;
  readonly at: string;
  readonly report: RunReport;
}

export type EventReader = (event: IngestEvent) => void;

/** Tells every reader; one that throws hurts neither the run nor the others. */
export function tellAll(readers: readonly EventReader[]): EventReader {
  return (event) => {
    for (const reader of readers) {
      try {
        reader(event);
      } catch {
        // A broken reader is its owner's affair; the run must not notice.
      }
    }
  };
}
