import type { Sink } from '@ingest/core';
import type { ConformanceCase } from '@ingest/core/testing';

/**
 * What a receiver can be made to do. `refuses`: nobody can reach it; `rejects`: it takes no message, now and ever; `hangs`: it
 * takes connections and messages and says nothing; `restarts`: every connection ends, and it is back at once.
 */
export const troubles = ['refuses', 'rejects', 'hangs', 'restarts'] as const;
export type Trouble = (typeof troubles)[number];

/** A message as it reached the other end. */
export interface ReceivedMessage {
  /** Where the receiver looks for the key against repeats. */
  readonly eventId: string;
  /** All of it, as it came. */
  readonly text: string;
}

/** The other end of a sink, in the hands of a test. */
export interface SinkReceiver {
  /** What has come, oldest first. A message that came twice stands here twice, unless the receiver itself drops repeats. */
  received(): Promise<readonly ReceivedMessage[]>;
  /** Makes the trouble, from now on. One that such a receiver cannot have is left out, and so are its cases. */
  readonly trouble: Readonly<Partial<Record<Trouble, () => Promise<void>>>>;
  /** Ends all trouble. */
  recover(): Promise<void>;
}

/** Where a case works: nothing has been received when it begins. */
export interface SinkSubject {
  /** A sink that was not used yet, always with the same options. */
  connect(): Sink;
  readonly receiver: SinkReceiver;
  /** What its options hold and nobody may see. */
  readonly secrets: readonly string[];
}

/** One rule that every sink keeps. */
export interface SinkCase extends ConformanceCase<SinkSubject> {
  readonly needs: readonly Trouble[];
}

/** What the receiver of a subject would have to do for a case, and cannot; null when the case can be run. */
export function missingTrouble({ needs }: SinkCase, { receiver }: SinkSubject): Trouble | null {
  return needs.find((need) => receiver.trouble[need] === undefined) ?? null;
}
