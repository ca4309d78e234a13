import { IngestError } from '@ingest/core';
import { describe, expect, test } from 'vitest';
import { createStore, parseStoreUrl } from '../src/index.js';

describe('a store url', () => {
  test.each([
    ['sqlite:news.db', 'news.db'],
    ['SQLite:news.db', 'news.db'],
    ['sqlite:./data/news.db', './data/news.db'],
    ['sqlite:/var/lib/news.db', '/var/lib/news.db'],
    ['sqlite:///var/lib/news.db', '/var/lib/news.db'],
    ['sqlite:C:\\data\\news.db', 'C:\\data\\news.db'],
    ['news.db', 'news.db'],
    [' ../news.db\n', '../news.db'],
    ['/var/lib/news.db', '/var/lib/news.db'],
    ['C:\\data\\news.db', 'C:\\data\\news.db'],
    ['./odd:name.db', './odd:name.db'],
    ['with space?and=sign.db', 'with space?and=sign.db'],
  ])('%j is the file %j', (url, path) => {
    expect(parseStoreUrl(url)).toEqual({ kind: 'sqlite', path });
  });

  test.each(['sqlite:news.db?mode=ro', 'sqlite:///var/lib/news.db?key=secret'])('%j has what no url has', (url) => {
    const error = thrownBy(() => parseStoreUrl(url));
    expect(error).toMatchObject({
      code: 'CONFIG_INVALID',
      message: 'store: a url of a file takes no parameters, and this one has a question mark',
      hint: expect.stringContaining('sqlite:news.db'),
    });
  });

  test('memory: is a store that is gone with the process', () => {
    expect(parseStoreUrl('memory:')).toEqual({ kind: 'memory' });
  });

  test.each([
    '',
    '  ',
    'sqlite:',
    'sqlite://',
    'sqlite://news.db',
    'sqlite::memory:',
    'memory:news',
    'postgres://ann:secret@db.example/news',
    'file:news.db',
    'dynamodb://table',
  ])('%j is CONFIG_INVALID, and its rest is not repeated', (url) => {
    const error = thrownBy(() => parseStoreUrl(url));
    expect(error).toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining('store'),
      hint: expect.stringMatching(/sqlite:news\.db.*memory:/),
    });
    expect(`${error.message}${error.hint}`).not.toContain('secret');
  });
});

describe('createStore', () => {
  test('makes the store that is named, not opened yet', async () => {
    const sqlite = await createStore('sqlite:data/news.db');
    expect(sqlite.location).toBe('data/news.db');
    await expect(sqlite.reading.countItems({})).rejects.toMatchObject({ code: 'STORE_CLOSED' });
    const memory = await createStore('memory:');
    await memory.open({ create: true });
    expect(await memory.reading.countItems({})).toBe(0);
  });

  test('rejects what names no store', async () => {
    await expect(createStore('redis://cache')).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });
});

function thrownBy(work: () => unknown): IngestError {
  try {
    work();
  } catch (thrown) {
    if (IngestError.is(thrown)) return thrown;
    throw thrown;
  }
  throw new Error('nothing was thrown');
}
