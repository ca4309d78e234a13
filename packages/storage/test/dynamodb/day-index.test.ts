import { type Filing, lookupKeys, lookupPlaces, prepareArticle, type StoryKey } from '@ingest/core';
import { describe, expect, test } from 'vitest';
import { article } from '../../src/conformance/build.js';
import { candidatesOf, DayIndex, filingRow } from '../../src/dynamodb/day-index.js';
import { hasDynamo, openDynamo, tableOf } from '../support/dynamodb.js';

const prepared = prepareArticle(article());
const places = lookupPlaces(prepared);
const [{ day } = { day: 0 }] = places;
const filing = (storyKey: string): Filing => ({ storyKey: storyKey as StoryKey, day, ...lookupKeys(prepared) });

describe.skipIf(!(await hasDynamo()))('the index of a day', () => {
  test('is read once, and of what came later the new rows, in the order of the commits', async () => {
    const { table: name } = await openDynamo();
    const [table, index] = [await tableOf(name), new DayIndex()];
    const found = async (one = index) => candidatesOf(places, await one.readDays(table, [day]));
    expect(await found()).toEqual([]);
    await table.putAll([filingRow(day, [filing('b')], 900)]);
    expect(await found()).toEqual(['b']);
    // A row of an earlier commit may be seen later.
    await table.putAll([filingRow(day, [filing('a')], 899), filingRow(day, [filing('c')], 1_000)]);
    expect(await found()).toEqual(['b', 'a', 'c']);
    expect(await found(new DayIndex())).toEqual(['a', 'b', 'c']);
  });

  test('says nothing of other words, nor of other days', async () => {
    const { table: name } = await openDynamo();
    const [table, index] = [await tableOf(name), new DayIndex()];
    await table.putAll([filingRow(day, [filing('a')], 1)]);
    const other = prepareArticle(article({ headline: 'Beltrano Holdings opens a plant for batteries in the north' }));
    const read = await index.readDays(table, [day]);
    expect(candidatesOf(lookupPlaces(other), read)).toEqual([]);
    expect(candidatesOf(places, await index.readDays(table, [day + 1]))).toEqual([]);
    expect(candidatesOf(places, read)).toEqual(['a']);
  });
});
