import { expect, test } from 'vitest';
import { rejected } from '../../src/conformance/build.js';
import { fingerprintOf } from '../../src/shared/fingerprint.js';

test('a rejected item is known by source, reason and text, not by run and time', () => {
  const known = fingerprintOf(rejected());
  expect(known).toMatch(/^[0-9a-f]{32}$/);
  expect(fingerprintOf(rejected({ runId: 'other', at: 1 }))).toBe(known);
  expect(fingerprintOf(rejected({ source: 'finnhub' }))).not.toBe(known);
  expect(fingerprintOf(rejected({ reason: 'no time' }))).not.toBe(known);
  expect(fingerprintOf(rejected({ raw: '{}' }))).not.toBe(known);
  expect(fingerprintOf(rejected({ source: 'a', reason: 'b","c' }))).not.toBe(
    fingerprintOf(rejected({ source: 'a","b', reason: 'c' })),
  );
});
