import { expect, test } from 'vitest';
import { article, page } from '../../src/conformance/build.js';
import { rowsOf } from '../../src/conformance/transfer-steps.js';
import { createMemoryData, createMemoryStore } from '../../src/memory/index.js';
import { assertNewRows, keepRows } from '../../src/memory/write-transfer.js';

test('stories are kept as if they had been committed, and are new once', async () => {
  const [committed, written] = [createMemoryData(), createMemoryData()];
  const store = createMemoryStore({ data: committed });
  await store.open({ create: true });
  await store.articles.commitPage(page([article(), article({ source: 'other', sourceId: null })]));
  const stories = { part: 'stories', rows: await rowsOf(store, 'stories') } as const;
  assertNewRows(written, stories);
  keepRows(written, stories);
  expect({ ...written, exists: true }).toEqual(committed);
  expect(() => assertNewRows(written, stories)).toThrow('could not write stories');
});

test('two rows of the same name are a conflict in every part that has names', () => {
  const data = createMemoryData();
  for (const page of [
    { part: 'events', rows: [{ eventId: 'a' }] },
    { part: 'deliveries', rows: [{ eventId: 'a', sink: 'b', claim: null }] },
    { part: 'incidents', rows: [{ incidentId: 'a' }] },
    { part: 'sources', rows: [{ source: 'a' }] },
    { part: 'watermarks', rows: [{ source: 'a', ticker: 'b' }] },
    { part: 'gaps', rows: [{ gapId: 'a' }] },
    { part: 'registers', rows: [{ name: 'a', value: 1 }] },
  ] as never[]) {
    assertNewRows(data, page);
    keepRows(data, page);
    expect(() => assertNewRows(data, page)).toThrow(/is there already/);
  }
});

test('what has no name may come twice', () => {
  const data = createMemoryData();
  const item = { source: 'a', runId: 'b', at: 1, reason: 'c', raw: '{}' };
  for (const page of [
    { part: 'quarantine', rows: [item] },
    { part: 'pruned', rows: [{ events: 3 }] },
  ] as const) {
    keepRows(data, page);
    assertNewRows(data, page);
    keepRows(data, page);
  }
  expect([data.quarantine.length, data.eventsEver]).toEqual([2, 6]);
});
