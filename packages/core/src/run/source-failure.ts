import type { CollectionEvent } from '../model/collection-event.js';

/**
 * A source failed in a run when it was asked and no collection of it succeeded. Then its last one, since a source counts by
 * how it ended: one that came to a limit of its plan at last did not fail by the error before. Otherwise null.
 */
export function sourceFailure(source: string, collections: readonly CollectionEvent[]): CollectionEvent | null {
  const events = collections.filter((event) => event.source === source);
  const wasAsked = events.some(({ requests }) => requests > 0);
  return !wasAsked || events.some(({ success }) => success) ? null : (events.at(-1) ?? null);
}
