import type { Window } from '../contracts/source.js';
import { dispositionOf } from '../errors/codes.js';
import type { CollectionOutcome } from '../model/outcome.js';
import type { Gap } from '../model/source-state.js';
import { DAY_MS } from '../time/instant.js';
import type { CollectionTally } from './collection-tally.js';
import type { CollectionRequest, CollectionServices, Ending } from './collection-types.js';

export interface CollectionToName {
  readonly ending: Ending;
  readonly tally: Pick<CollectionTally, 'wholePages' | 'received' | 'passedOver' | 'isUnchanged'>;
  /** What it leaves unread. */
  readonly gaps: readonly Gap[];
  readonly request: Pick<CollectionRequest, 'source' | 'tickers' | 'window' | 'fills' | 'reading'>;
  readonly holdsAny: CollectionServices['holdsAny'];
}

/** What a collection came to, in one word. Asks the store only where silence may be suspicious. */
export async function outcomeOf(ended: CollectionToName): Promise<CollectionOutcome> {
  const { ending, tally, gaps, request, holdsAny } = ended;
  if (ending.kind === 'error' && tally.wholePages === 0) return dispositionOf(ending.error.code).outcome;
  if (ending.kind !== 'complete' || gaps.length > 0) return 'partial';
  if (tally.received > 0) return 'ok';
  // It spoke, and said that there is nothing.
  if (tally.passedOver > 0 || tally.isUnchanged) return 'empty';
  const { source, tickers, window, fills } = request;
  // A gap may hold nothing: silence there is no sign of anything.
  if (fills !== null) return 'empty';
  const knowsBetter = window !== null && (await holdsAny(source.name, tickers, newsWindow(window, request)));
  return knowsBetter ? 'suspicious' : 'empty';
}

/** A list that is read by another time than that of publication holds news that was published well before its window. */
function newsWindow({ from, to }: Window, { reading, source }: CollectionToName['request']): Window {
  const isList = reading === 'fresh' && source.capabilities.paging === 'list';
  return isList ? { from: from - DAY_MS, to } : { from, to };
}
