import { dayNumber } from '@ingest/core';
import { expect, test } from 'vitest';
import { article, day, noon, page } from '../../src/conformance/build.js';
import { rowsOf } from '../../src/conformance/transfer-steps.js';
import { dayText, type KeptStory } from '../../src/dynamodb/story.js';
import { movedStory, writeMovedStories } from '../../src/dynamodb/transfer-stories.js';
import { Writes } from '../../src/dynamodb/writes.js';
import { createMemoryStore } from '../../src/memory/index.js';

async function moved() {
  const store = createMemoryStore();
  await store.open({ create: true });
  await store.articles.commitPage(
    page([article(), article({ source: 'other', sourceId: null, headline: `Wirepost: ${article().headline}` })]),
  );
  await store.articles.commitPage(page([article({ sourceId: '9', publishedAt: noon - 20 * day })]));
  await store.maintenance.prune({ eventsBefore: 0, storiesBefore: noon - day });
  return rowsOf(store, 'stories');
}

test('stories are written as a commit writes them, and moved on as they came', async () => {
  const stories = await moved();
  const writes = new Writes();
  writeMovedStories(writes, stories, 7);
  const rows = writes.all.flatMap((write) => (write.kind === 'put' ? [write] : []));
  const bodies = rows.flatMap(({ row }) =>
    row.pk.startsWith('S#') && row.body ? [JSON.parse(String(row.body)) as KeptStory] : [],
  );
  expect(bodies.map(movedStory)).toEqual(stories);
  // Two stories with a key more, three articles, and where both are filed.
  expect(rows.map(({ row }) => row.pk.slice(0, 2)).sort()).toEqual(['A=', 'A=', 'A~', 'L#', 'L#', 'S#', 'S#', 'S#']);
  expect(rows.filter(({ row }) => !row.pk.startsWith('L#')).every(({ replaces }) => replaces === null)).toBe(true);
});

test('a pruned story is in no list but that of days', async () => {
  const [, pruned] = await moved();
  const writes = new Writes();
  writeMovedStories(writes, pruned === undefined ? [] : [pruned], 7);
  expect(writes.hints).toEqual([{ pk: 'DAYS', sk: dayText(noon - 20 * day) }]);
  expect(writes.all.at(-1)).toMatchObject({
    row: { pk: `L#${dayNumber(noon - 20 * day)}`, body: expect.stringContaining(',0,[],0]') },
  });
});
