import { describe, expect, test } from 'vitest';
import { FeedBuilder } from '../../src/feed/feed-builder.js';

describe('FeedBuilder', () => {
  test('takes the first text of a field, without white space around it, and none that is empty', () => {
    const builder = new FeedBuilder();
    builder.set('title', ' Feed ');
    builder.openEntry();
    for (const text of [' ', ' one\n', 'two']) builder.set('title', text);
    builder.closeEntry();
    expect(builder.feed).toMatchObject({ title: 'Feed', entries: [{ title: 'one', link: null }] });
  });

  test('takes the time of publication before that of a change, whichever came first', () => {
    const builder = new FeedBuilder();
    builder.openEntry();
    builder.set('updated', 'later');
    builder.set('published', 'first');
    builder.closeEntry();
    expect(builder.feed.entries[0]?.time).toBe('first');
  });

  test('keeps a hundred categories', () => {
    const builder = new FeedBuilder();
    builder.openEntry();
    for (let index = 0; index < 120; index += 1) builder.set('category', `${index}`);
    builder.closeEntry();
    expect(builder.feed.entries[0]?.categories).toHaveLength(100);
  });

  test('has a base for the feed, and one for the entry that is open', () => {
    const builder = new FeedBuilder();
    builder.setBase('https://a.example/');
    for (const own of [null, 'b/']) {
      builder.openEntry();
      if (own !== null) builder.setBase(own);
      builder.closeEntry();
    }
    expect(builder.feed.entries.map(({ base }) => base)).toEqual(['https://a.example/', 'b/']);
    expect(builder.count).toBe(2);
    expect(builder.isInEntry).toBe(false);
  });
});
