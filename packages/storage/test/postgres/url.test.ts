import { IngestError } from '@ingest/core';
import { describe, expect, test } from 'vitest';
import { checkedSchema, parsePostgresUrl, sslModes, withoutPassword } from '../../src/postgres/url.js';

describe('the url of a Postgres store', () => {
  test('says where, as whom and in which schema', () => {
    expect(
      parsePostgresUrl('postgresql://ann:p%40ss@db.example:6432/markets?schema=news&sslmode=require&prepare=no'),
    ).toEqual({
      host: 'db.example',
      port: 6432,
      database: 'markets',
      user: 'ann',
      password: 'p@ss',
      schema: 'news',
      sslMode: 'require',
      sslRootCert: undefined,
      isPrepared: false,
    });
  });

  test('leaves to the environment what it does not say', () => {
    expect(parsePostgresUrl('postgres://localhost')).toMatchObject({
      port: 5432,
      database: undefined,
      user: undefined,
      password: undefined,
      schema: 'ingest',
      isPrepared: true,
    });
  });

  test.each([
    ['postgres://localhost/a', 'disable'],
    ['postgres://127.0.0.1/a', 'disable'],
    ['postgres://[::1]/a', 'disable'],
    ['postgres:///a?host=/run/postgresql', 'disable'],
    ['postgres://db.example/a', 'verify-full'],
    ['postgres://10.0.0.5/a', 'verify-full'],
    ['postgres://127.db.example/a', 'verify-full'],
    ['postgres://db.example/a?sslmode=disable', 'disable'],
  ])('%s means sslmode %s', (url, mode) => {
    expect(sslModes).toContain(mode);
    expect(parsePostgresUrl(url).sslMode).toBe(mode);
  });

  test('may name a socket, and who speaks through it', () => {
    expect(parsePostgresUrl('postgres:///a?host=/run/postgresql&user=ann')).toMatchObject({
      host: '/run/postgresql',
      user: 'ann',
      database: 'a',
    });
    expect(parsePostgresUrl('postgres://[2001:db8::1]/a').host).toBe('2001:db8::1');
  });

  test.each([
    ['postgres://ann:secret@db.example/a?sslmode=maybe', '"maybe"'],
    ['postgres://ann:secret@db.example/a?search_path=x', '"search_path"'],
    ['postgres://ann:secret@db.example/a?prepare=1', '"1"'],
    ['postgres://ann:secret@db.example/a?sslmode=require&sslrootcert=ca.pem', 'verify-full only'],
    ['postgres://ann:secret@localhost/a?sslrootcert=ca.pem', 'here it is disable'],
    ['postgres://ann:secret@db.example/a?schema=pg_news', '"pg_news"'],
    ['postgres://ann:secret@db.example/a?schema=', '""'],
    ['postgres://ann:secret@db.example/a/b', 'slash'],
    ['postgres://ann:secret%@db.example/a', '%25'],
    ['postgres://ann:sec/ret@db.example/a', 'percent-encoded'],
    ['postgres:', 'host'],
  ])('%s is CONFIG_INVALID', (url, problem) => {
    const error = thrownBy(() => parsePostgresUrl(url));
    expect(error).toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringContaining(problem) });
    expect(`${error.message}${error.hint}`).not.toMatch(/secret|sec\/ret/);
  });

  test('is shown without its password, and else as it was', () => {
    expect(withoutPassword('postgres://ann:secret@db.example:5432/a?schema=b')).toBe(
      'postgres://ann@db.example:5432/a?schema=b',
    );
    expect(withoutPassword('postgres:///a?host=/run')).toBe('postgres:///a?host=/run');
  });

  test.each(['a', 'My News', 'ß'.repeat(31)])('%j may be a schema', (schema) => {
    expect(checkedSchema(schema)).toBe(schema);
  });
  test.each(['', 'pg_x', 'ß'.repeat(32), 'a\u0000'])('%j may not', (schema) => {
    expect(() => checkedSchema(schema)).toThrow(/schema/);
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
