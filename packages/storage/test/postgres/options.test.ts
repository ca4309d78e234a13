import { describe, expect, test } from 'vitest';
import type { PostgresPool } from '../../src/postgres/client.js';
import { postgresDefaults, toPostgresSettings } from '../../src/postgres/options.js';

const url = 'postgres://ann:secret@db.example/news';
const pool = {} as PostgresPool;

describe('the options of a Postgres store', () => {
  test('are completed', () => {
    const { maxConnections, ...common } = postgresDefaults;
    expect(toPostgresSettings({ url })).toMatchObject({
      ...common,
      location: 'postgres://ann@db.example/news',
      schema: 'ingest',
      isPrepared: true,
      target: { kind: 'address', maxConnections },
    });
    expect(toPostgresSettings({ pool, schema: 'news', isPrepared: false, busyTimeoutMs: 0 })).toMatchObject({
      busyTimeoutMs: 0,
      location: expect.stringContaining('schema=news'),
      isPrepared: false,
      target: { kind: 'pool', pool },
    });
  });

  test.each([
    [{ url, busyTimeoutMs: -1 }, 'busyTimeoutMs: -1'],
    [{ url, reconnectMs: 0.5 }, 'reconnectMs: 0.5'],
    [{ url, statementTimeoutMs: Number.NaN }, 'statementTimeoutMs: NaN'],
    [{ url, maxConnections: 0 }, 'maxConnections: 0'],
  ])('%o are a mistake of the caller', (options, words) => {
    expect(() => toPostgresSettings(options)).toThrow(RangeError);
    expect(() => toPostgresSettings(options)).toThrow(words);
  });

  test('with a wrong schema or url are CONFIG_INVALID', () => {
    expect(() => toPostgresSettings({ pool, schema: 'pg_x' })).toThrow('pg_x');
    expect(() => toPostgresSettings({ url: 'postgres://' })).toThrow('no host');
  });
});
