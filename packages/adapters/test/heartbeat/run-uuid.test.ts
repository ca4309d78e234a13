import { expect, test } from 'vitest';
import { runUuid } from '../../src/heartbeat/run-uuid.js';

const form = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

test('is the 128 bits of a ULID, whose time comes first', () => {
  expect(runUuid('00000000000000000000000000')).toBe('00000000-0000-0000-0000-000000000000');
  expect(runUuid('7ZZZZZZZZZZZZZZZZZZZZZZZZZ')).toBe('ffffffff-ffff-ffff-ffff-ffffffffffff');
  const uuid = runUuid('01ARYZ6S41TSV4RRFFQ69G5FAV');
  expect(uuid).toMatch(form);
  expect(Number.parseInt(uuid.replaceAll('-', '').slice(0, 12), 16)).toBe(1469918176385);
});

test.each(['run-1', '', '8ZZZZZZZZZZZZZZZZZZZZZZZZZ', '00000000000000000000000000x'])('of %j is its hash', (runId) => {
  expect(runUuid(runId)).toMatch(form);
  expect(runUuid(runId)).toBe(runUuid(runId));
  expect(runUuid(`${runId}2`)).not.toBe(runUuid(runId));
});
