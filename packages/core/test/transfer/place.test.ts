import { transferParts } from '@ingest/core';
import { expect, it } from 'vitest';
import { nothingCounted } from '../../src/transfer/count-page.js';
import { type CopyPlace, firstPlace, isMoved, movedOf, placeAfter, readPlace } from '../../src/transfer/place.js';
import { movedStory } from '../support/transferable.js';

const first = firstPlace('news.db', { ...nothingCounted, stories: 3 });

it('begins at the first part, and survives JSON', () => {
  expect(first).toMatchObject({ part: 'stories', after: null, written: nothingCounted });
  expect(readPlace(JSON.parse(JSON.stringify(first)))).toEqual(first);
});

it('is no place what something else keeps', () => {
  for (const value of [null, 'x', 1, {}, { ...first, part: 'words' }, { ...first, written: {} }])
    expect(readPlace(value)).toBeNull();
});

it('goes from page to page and from part to part until the end', () => {
  const page = { part: 'stories', rows: [movedStory(1)] } as const;
  const behind = placeAfter(first, page, '7');
  expect(behind).toMatchObject({ part: 'stories', after: '7', written: { stories: 1 } });
  let place: CopyPlace = placeAfter(behind, page, null);
  expect(place).toMatchObject({ part: 'pruned', after: null, written: { stories: 2 }, source: { stories: 3 } });
  for (const part of transferParts.slice(1)) {
    expect(place.part).toBe(part);
    place = placeAfter(place, { part, rows: [] } as never, null);
  }
  expect(place.part).toBeNull();
});

it('moves registers of the news, and no others', () => {
  const names = ['breaker/x', 'copy/a', 'copybook', 'mutes', 'upkeep/filing', 'workers/desk'];
  expect(names.filter((name) => isMoved({ name }))).toEqual(['breaker/x', 'copybook', 'mutes']);
  const rows = names.map((name) => ({ name, value: 1 }));
  expect(movedOf({ part: 'registers', rows }).rows).toHaveLength(3);
  const stories = { part: 'stories', rows: [movedStory(1)] } as const;
  expect(movedOf(stories)).toBe(stories);
});
