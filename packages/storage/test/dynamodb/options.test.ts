import { DAY_MS } from '@ingest/core';
import { describe, expect, test } from 'vitest';
import { toDynamoSettings } from '../../src/dynamodb/options.js';

const client = { send: async () => ({}), destroy: () => {} };

describe('the options of a DynamoDB store', () => {
  test('are completed', () => {
    const { clock: _, chance: __, ...settings } = toDynamoSettings({ url: 'dynamodb://news?region=eu-central-1' });
    expect(settings).toEqual({
      busyTimeoutMs: 8_000,
      reconnectMs: 10_000,
      keptMs: 30 * DAY_MS,
      location: 'dynamodb://news?region=eu-central-1',
      table: 'news',
      target: { kind: 'address', address: { table: 'news', region: 'eu-central-1', endpoint: undefined } },
    });
  });

  test('may be a client and a table', () => {
    const settings = toDynamoSettings({ client, table: 'news', reconnectMs: 0 });
    expect(settings).toMatchObject({ table: 'news', reconnectMs: 0, target: { kind: 'client', client } });
    expect(settings.location).toContain('dynamodb://news');
  });

  test('are refused when they are wrong', () => {
    expect(() => toDynamoSettings({ client, table: 'n' })).toThrow('no name of a table');
    for (const name of ['busyTimeoutMs', 'reconnectMs', 'keptMs'])
      expect(() => toDynamoSettings({ client, table: 'news', [name]: -1 })).toThrow(`${name}: -1`);
  });
});
