import type { AlertKind, AlertSeverity } from '../model/alert.js';
import type { EpochMs } from './clock.js';
import type { OutboxEntry } from './outbox.js';

/** An alert's life: it fires, may be repeated, and is resolved. */
export interface Incident {
  readonly incidentId: string;
  readonly kind: AlertKind;
  /** Null where it is about all sources. */
  readonly source: string | null;
  readonly severity: AlertSeverity;
  readonly summary: string;
  readonly details: string;
  readonly firstSeenAt: EpochMs;
  readonly lastSeenAt: EpochMs;
  /** Null while it is firing. */
  readonly resolvedAt: EpochMs | null;
  /** How often people were told of it, its end included. 0: it was muted or inhibited all the time. */
  readonly announcements: number;
  /** When they were told last; null when they never were. */
  readonly announcedAt: EpochMs | null;
}

/** What a pure function made of the open incidents. */
export interface IncidentChange<Result> {
  /** Those that are new or changed, each whole. */
  readonly incidents: readonly Incident[];
  /** What is to be sent of them. */
  readonly notifications: readonly OutboxEntry[];
  readonly result: Result;
}

/** Which incidents are meant: those that fit all that is given, every one that is still kept when nothing is. */
export interface IncidentQuery {
  readonly incidentId?: string;
  /** True: those that are firing; false: those that are resolved. */
  readonly isOpen?: boolean;
  /** How many at most. Default: all. RangeError for what is no count. */
  readonly limit?: number;
}

/** Incidents, shared by processes: each fires once and is resolved once, however many of them look. */
export interface IncidentStore {
  /**
   * One atomic, durable step: `decide` is given all open incidents, in the order of their ids, and says what changes and what
   * is sent. Pure; called again when the step is tried again. Whatever it throws leaves everything as it was. STORE_CONFLICT for
   * a second open incident of a kind and source, and for an event that is in the outbox of a sink already.
   */
  change<Result>(decide: (open: readonly Incident[]) => IncidentChange<Result>): Promise<Result>;
  /** Newest first by `(firstSeenAt, incidentId)`. */
  list(query: IncidentQuery): AsyncIterable<Incident>;
}
