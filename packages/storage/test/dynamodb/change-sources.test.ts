import { expect, test } from 'vitest';
import { gap, sourceState } from '../../src/conformance/build.js';
import { changedSources } from '../../src/dynamodb/change-sources.js';
import type { KeptSource } from '../../src/dynamodb/sources.js';

const nothing = { state: null, watermarks: [], openedGaps: [], closedGapIds: [] };

test('only sources that change are written, each whole', () => {
  const tiingo: KeptSource = { source: 'tiingo', version: 1, state: sourceState(), watermarks: {}, gaps: [gap()] };
  const finnhub: KeptSource = {
    source: 'finnhub',
    version: 2,
    state: null,
    watermarks: {},
    gaps: [gap({ gapId: 'gap-2', source: 'finnhub' })],
  };
  const before = new Map([tiingo, finnhub].map((kept) => [kept.source, kept]));
  expect(changedSources(before, nothing)).toEqual([]);
  expect(changedSources(before, { ...nothing, closedGapIds: ['gap-1', 'unknown'] })).toEqual([{ ...tiingo, gaps: [] }]);
  // Under its id a gap is open once, whichever source it is of.
  const moved = gap({ gapId: 'gap-2', source: 'tiingo' });
  expect(changedSources(before, { ...nothing, openedGaps: [moved] })).toEqual([
    { ...tiingo, gaps: [gap(), moved] },
    { ...finnhub, gaps: [] },
  ]);
});
