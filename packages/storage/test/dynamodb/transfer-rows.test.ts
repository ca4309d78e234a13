import { transferParts } from '@ingest/core';
import { expect, test } from 'vitest';
import { gap, noon, nothingConcluded, numbered, page } from '../../src/conformance/build.js';
import { fillStore } from '../../src/conformance/transfer-content.js';
import { everythingOf } from '../../src/conformance/transfer-steps.js';
import { partReaders } from '../../src/dynamodb/transfer-rows.js';
import { hasDynamo, openDynamo, tableOf } from '../support/dynamodb.js';

test.skipIf(!(await hasDynamo()))('each part tells how much there is, and gives any stretch of it', async () => {
  const { store, table: name } = await openDynamo();
  await fillStore(store);
  const table = await tableOf(name);
  const everything = await everythingOf(store);
  for (const part of transferParts) {
    const all = await partReaders[part](table);
    expect([part, all.count]).toEqual([part, everything[part].length]);
    expect(await all.between(0, all.count)).toEqual(everything[part]);
    expect(await all.between(1, 2)).toEqual(everything[part].slice(1, 2));
  }
});

test.skipIf(!(await hasDynamo()))(
  'rows with names come in the order of their names, the second after the first',
  async () => {
    const { store, table: name } = await openDynamo();
    const gaps = [gap({ gapId: 'b' }), gap({ gapId: 'a' }), gap({ gapId: 'ab', source: 'finnhub' })];
    const watermarks = [
      ['tiingo', 'B'],
      ['finnhub', 'C'],
      ['finnhub', 'A'],
    ].map(([source, ticker]) => ({ source, ticker, readUpTo: '2026-03-02T12:00:00.000Z' }));
    const conclude = () => ({ ...nothingConcluded, openedGaps: gaps, watermarks: watermarks as never });
    await store.articles.commitPage(page([numbered(0)], { at: noon, conclude }));
    const table = await tableOf(name);
    const read = async (part: 'gaps' | 'watermarks') => (await partReaders[part](table)).between(0, 9);
    expect((await read('gaps')).map((one) => 'gapId' in one && one.gapId)).toEqual(['a', 'ab', 'b']);
    const names = (await read('watermarks')).map((one) => 'ticker' in one && `${one.source} ${one.ticker}`);
    expect(names).toEqual(['finnhub A', 'finnhub C', 'tiingo B']);
  },
);
