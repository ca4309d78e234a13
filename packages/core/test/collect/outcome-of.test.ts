import { scriptedSource, tickersOf } from '@ingest/core/testing';
import { describe, expect, it } from 'vitest';
import type { Ending } from '../../src/collect/collection-types.js';
import { type CollectionToName, outcomeOf } from '../../src/collect/outcome-of.js';
import type { Window } from '../../src/contracts/source.js';
import type { Gap } from '../../src/model/source-state.js';
import { DAY_MS } from '../../src/time/instant.js';
import { failure } from '../support/run-setup.js';

const last = { articles: [], quarantine: [] };
const complete: Ending = { kind: 'complete', last };
const failed: Ending = { kind: 'error', last, error: failure('FORBIDDEN').error, next: null };
const window = { from: 10 * DAY_MS, to: 11 * DAY_MS };

async function named(
  { tally = {}, ...changes }: Omit<Partial<CollectionToName>, 'tally'> & { tally?: Partial<CollectionToName['tally']> },
  request: Partial<CollectionToName['request']> & { paging?: 'list' | 'windows' } = {},
  holds = false,
) {
  const asked: Window[] = [];
  const source = scriptedSource({ capabilities: { paging: request.paging ?? 'list' }, answer: () => ({ hang: true }) });
  const outcome = await outcomeOf({
    ending: complete,
    tally: { received: 0, wholePages: 1, passedOver: 0, isUnchanged: false, ...tally },
    gaps: [],
    request: { source, tickers: tickersOf('AAPL'), window, fills: null, reading: 'fresh', ...request },
    holdsAny: async (_, __, stretch) => {
      asked.push(stretch);
      return holds;
    },
    ...changes,
  });
  return { outcome, asked };
}

describe('outcomeOf', () => {
  it.each<[string, Parameters<typeof named>[0]]>([
    ['auth-failed', { ending: failed, tally: { wholePages: 0 } }],
    ['partial', { ending: failed, tally: { received: 2 } }],
    ['partial', { ending: { kind: 'page-cap', last, next: 1 }, tally: { received: 2 } }],
    ['partial', { gaps: [{} as Gap] }],
    ['ok', { tally: { received: 1 } }],
    ['empty', { tally: { passedOver: 7 } }],
    ['empty', { tally: { isUnchanged: true } }],
  ])('says `%s` without asking the store', async (outcome, ended) => {
    expect(await named(ended, {}, true)).toEqual({ outcome, asked: [] });
  });

  it('says `suspicious` of silence where the store holds news', async () => {
    expect((await named({}, {}, true)).outcome).toBe('suspicious');
    expect((await named({}, {}, false)).outcome).toBe('empty');
  });

  it('takes silence in a gap, or in no window, for nothing', async () => {
    expect(await named({}, { fills: {} as Gap }, true)).toEqual({ outcome: 'empty', asked: [] });
    expect(await named({}, { window: null }, true)).toEqual({ outcome: 'empty', asked: [] });
  });

  it('looks a day further back for a list, whose news may have been published before its window', async () => {
    expect((await named({})).asked).toEqual([{ from: 9 * DAY_MS, to: 11 * DAY_MS }]);
    expect((await named({}, { reading: 'range' })).asked).toEqual([window]);
    expect((await named({}, { paging: 'windows' })).asked).toEqual([window]);
  });
});
