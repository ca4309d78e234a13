import { type Filing, lookupKeys, lookupPlaces, prepareArticle, type StoryKey } from '@ingest/core';
import { describe, expect, test } from 'vitest';
import { article } from '../../src/conformance/build.js';
import { candidatesOf, DayIndex, filedStories, fileStories } from '../../src/dynamodb/day-index.js';
import { Unsettled } from '../../src/dynamodb/errors.js';
import { Writes } from '../../src/dynamodb/writes.js';
import { hasDynamo, openDynamo, tableOf } from '../support/dynamodb.js';

const prepared = prepareArticle(article());
const places = lookupPlaces(prepared);
const [{ day } = { day: 0 }] = places;
const filing = (storyKey: string): Filing => ({ storyKey: storyKey as StoryKey, day, ...lookupKeys(prepared) });

function rowsOf(filings: readonly Filing[], version: number) {
  const writes = new Writes();
  fileStories(writes, filings, version);
  return writes.all.flatMap((write) => (write.kind === 'put' ? [write.row] : []));
}

describe.skipIf(!(await hasDynamo()))('the index of a day', () => {
  test('is read once, and of what came later the new rows, in the order of the commits', async () => {
    const { table: name } = await openDynamo();
    const [table, index] = [await tableOf(name), new DayIndex()];
    const found = async (one = index) =>
      candidatesOf(places, await one.readDays(table, [day], null)).map(({ storyKey }) => storyKey);
    expect(await found()).toEqual([]);
    await table.putAll([...rowsOf([filing('b')], 900)]);
    expect(await found()).toEqual(['b']);
    // A row of an earlier commit may be seen later.
    await table.putAll([...rowsOf([filing('a')], 899), ...rowsOf([filing('c')], 1_000)]);
    expect(await found()).toEqual(['b', 'a', 'c']);
    expect(await found(new DayIndex())).toEqual(['a', 'b', 'c']);
  });

  test('is not settled while a row is not to be seen that the head names', async () => {
    const { table: name } = await openDynamo();
    const [table, index] = [await tableOf(name), new DayIndex()];
    await table.putAll(rowsOf([filing('a')], 4));
    const head = { version: 9, events: 0, filed: new Map([[day, 7]]) };
    await expect(index.readDays(table, [day], head)).rejects.toThrow(Unsettled);
    expect((await index.readDays(table, [day + 1], head)).size).toBe(1);
    await table.putAll(rowsOf([filing('b')], 7));
    expect((await index.readDays(table, [day], head)).size).toBe(1);
  });

  test('tells which stories were begun, in their order, whatever their days', async () => {
    const { table: name } = await openDynamo();
    const table = await tableOf(name);
    const later = { ...filing('b'), day: day + 1 };
    await table.putAll([
      ...rowsOf([filing('d')], 9),
      ...rowsOf([later, filing('a'), { ...later, storyKey: 'c' as StoryKey }], 8),
    ]);
    expect(await filedStories(table, [day, day + 1])).toEqual(['b', 'a', 'c', 'd']);
  });

  test('says nothing of other words, nor of other days', async () => {
    const { table: name } = await openDynamo();
    const [table, index] = [await tableOf(name), new DayIndex()];
    await table.putAll([...rowsOf([filing('a')], 1)]);
    const other = prepareArticle(article({ headline: 'Beltrano Holdings opens a plant for batteries in the north' }));
    const read = await index.readDays(table, [day], null);
    expect(candidatesOf(lookupPlaces(other), read)).toEqual([]);
    expect(candidatesOf(places, await index.readDays(table, [day + 1], null))).toEqual([]);
    expect(candidatesOf(places, read)).toMatchObject([{ storyKey: 'a', version: 1 }]);
  });
});
