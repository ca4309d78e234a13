import { IngestError } from '@ingest/core';
import { describe, expect, test } from 'vitest';
import { createStore, parseStoreUrl, shownStoreUrl } from '../src/index.js';

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

  test.each(['postgres://ann@db.example/news', 'PostgreSQL://db.example:6432/news?schema=wire'])(
    '%j is a Postgres store, whole',
    (url) => {
      expect(parseStoreUrl(` ${url}\n`)).toEqual({ kind: 'postgres', url });
    },
  );

  test('a Postgres url that is wrong is CONFIG_INVALID, and keeps its password to itself', () => {
    const error = thrownBy(() => parseStoreUrl('postgres://ann:secret@db.example/news?sslmod=require'));
    expect(error).toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringContaining('"sslmod"') });
    expect(`${error.message}${error.hint}`).not.toContain('secret');
  });

  test('is shown as it was written, without a password', () => {
    expect(shownStoreUrl('sqlite:news.db')).toBe('sqlite:news.db');
    expect(shownStoreUrl('postgres://ann:secret@db.example/news?sslmode=require')).toBe(
      'postgres://ann@db.example/news?sslmode=require',
    );
  });

  test('a table of DynamoDB is a store, whole', () => {
    const url = 'dynamodb://news?region=eu-central-1';
    expect(parseStoreUrl(` ${url}\n`)).toEqual({ kind: 'dynamodb', url });
    expect(shownStoreUrl(url)).toBe(url);
    const error = thrownBy(() => parseStoreUrl('dynamodb://news?key=secret'));
    expect(error).toMatchObject({ code: 'CONFIG_INVALID', hint: expect.stringContaining('dynamodb://table') });
    expect(`${error.message}${error.hint}`).not.toContain('secret');
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
    'mysql://ann:secret@db.example/news',
    'file:news.db',
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
    const postgres = await createStore('postgres://ann:secret@db.example/news?schema=wire');
    expect(postgres.location).toBe('postgres://ann@db.example/news?schema=wire');
    await expect(postgres.reading.countItems({})).rejects.toMatchObject({ code: 'STORE_CLOSED' });
    const dynamodb = await createStore('dynamodb://news?region=eu-central-1');
    expect(dynamodb.location).toBe('dynamodb://news?region=eu-central-1');
    await expect(dynamodb.reading.countItems({})).rejects.toMatchObject({ code: 'STORE_CLOSED' });
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
