import * as z from 'zod';

/** How a collection, or a source in a run, ended. A closed list. */
export const collectionOutcomes = [
  'ok',
  'empty',
  'suspicious',
  'partial',
  'rate-limited',
  'quota-exhausted',
  'not-configured',
  'auth-failed',
  'skipped',
  'failed',
] as const;

export const collectionOutcome = z.enum(collectionOutcomes).describe('How a collection, or a source in a run, ended.');
export type CollectionOutcome = z.infer<typeof collectionOutcome>;

/** How a run ended. */
export const runOutcome = z.enum(['ok', 'partial', 'failed', 'skipped']).describe('How a run ended.');
export type RunOutcome = z.infer<typeof runOutcome>;

/** A collection that answered its tickers: with news, with none, or with a part of it. */
export function isSuccess(outcome: CollectionOutcome): boolean {
  return outcome === 'ok' || outcome === 'empty' || outcome === 'suspicious' || outcome === 'partial';
}
