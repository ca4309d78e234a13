import { type ErrorCode, IngestError } from '@ingest/core';
import { describe, expect, test } from 'vitest';
import { damagesIn, isBusy, isCannotOpen, isCorrupt, toStoreError } from '../../src/sqlite/errors.js';

describe('an error of SQLite', () => {
  test.each<[string, ErrorCode]>([
    ['SQLITE_BUSY', 'STORE_BUSY'],
    ['SQLITE_BUSY_SNAPSHOT', 'STORE_BUSY'],
    ['SQLITE_LOCKED', 'STORE_BUSY'],
    ['SQLITE_FULL', 'STORE_FULL'],
    ['SQLITE_IOERR_SHMSIZE', 'STORE_FULL'],
    ['SQLITE_READONLY', 'STORE_READ_ONLY'],
    ['SQLITE_READONLY_DIRECTORY', 'STORE_READ_ONLY'],
    ['SQLITE_READONLY_DBMOVED', 'STORE_UNAVAILABLE'],
    ['SQLITE_CORRUPT', 'STORE_CORRUPT'],
    ['SQLITE_CORRUPT_VTAB', 'STORE_CORRUPT'],
    ['SQLITE_NOTADB', 'STORE_CORRUPT'],
    ['SQLITE_CONSTRAINT_UNIQUE', 'STORE_CONFLICT'],
    ['SQLITE_CONSTRAINT_PRIMARYKEY', 'STORE_CONFLICT'],
    ['SQLITE_CANTOPEN', 'STORE_UNAVAILABLE'],
    ['SQLITE_IOERR_READ', 'STORE_UNAVAILABLE'],
    ['SQLITE_ERROR', 'STORE_UNAVAILABLE'],
  ])('%s is %s', (code, expected) => {
    const cause = Object.assign(new Error('what SQLite says'), { code });
    expect(toStoreError(cause, 'store a page of tiingo', 'news.db')).toMatchObject({
      code: expected,
      message: 'could not store a page of tiingo (store news.db): what SQLite says',
      hint: expect.any(String),
      context: { location: 'news.db', sqlite: code },
      cause,
    });
  });

  test('about a table that is gone is a damaged store', () => {
    const cause = Object.assign(new Error('no such table: stories'), { code: 'SQLITE_ERROR' });
    expect(toStoreError(cause, 'read', 'news.db')).toMatchObject({ code: 'STORE_CORRUPT' });
  });

  test.each([
    new IngestError('STORE_CLOSED', 'closed'),
    new TypeError('a bug'),
    Object.assign(new Error('no entry'), { code: 'ENOENT' }),
    Object.assign(new Error('odd'), { code: 5 }),
    'a text',
    null,
  ])('is told from any other: %s comes back as it is', (thrown) => {
    expect(toStoreError(thrown, 'read', 'news.db')).toBe(thrown);
  });

  test('says whether waiting helps, a file could not be made, or it is damaged', () => {
    const of = (code: string) => Object.assign(new Error(code), { code });
    expect(['SQLITE_BUSY', 'SQLITE_BUSY_RECOVERY', 'SQLITE_LOCKED'].map((code) => isBusy(of(code)))).toEqual([
      true,
      true,
      true,
    ]);
    expect([isBusy(of('SQLITE_FULL')), isBusy(new Error('SQLITE_BUSY')), isBusy(null)]).toEqual([false, false, false]);
    expect([isCannotOpen(of('SQLITE_CANTOPEN_ISDIR')), isCannotOpen(of('SQLITE_BUSY'))]).toEqual([true, false]);
    expect([isCorrupt(of('SQLITE_CORRUPT_VTAB')), isCorrupt(of('SQLITE_FULL'))]).toEqual([true, false]);
  });
});

describe('what a check of SQLite says', () => {
  test('is its damages alone, a line each', () => {
    expect(damagesIn('ok')).toEqual([]);
    expect(damagesIn('*** in database main ***\nPage 7: never used\nPage 9: never used')).toEqual([
      'Page 7: never used',
      'Page 9: never used',
    ]);
  });
});
