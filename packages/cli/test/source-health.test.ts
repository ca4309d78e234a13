import { scriptedSource } from '@ingest/core/testing';
import { expect, it } from 'vitest';
import { sourceHealth } from '../src/source-health.js';

const now = Date.UTC(2026, 5, 4, 14);
const source = scriptedSource({
  name: 'tiingo',
  keyId: '1a2b3c4d',
  quota: [{ window: 'hour', limit: 50 }],
  answer: () => ({ hang: true }),
});

it('is that of a source that nobody knows', () => {
  expect(sourceHealth(source, [], now)).toEqual({
    breaker: 'closed',
    opened: null,
    failedRuns: 0,
    quota: [{ window: 'hour', limit: 50, used: 0, left: 50, resetsAt: '2026-06-04T15:00:00.000Z' }],
    limitedUntil: null,
  });
});

it('is what the store holds of this source under this key', () => {
  const rest = { from: now - 300_000, until: now + 300_000 };
  const breaker = { kind: 'open', failures: 3, since: now - 1000, code: 'TIMEOUT', rest };
  const health = sourceHealth(
    source,
    [
      { name: 'breaker/tiingo/1a2b3c4d', value: breaker },
      { name: 'breaker/tiingo/ffffffff', value: { kind: 'closed', failures: 1 } },
    ],
    now,
  );
  expect(health).toMatchObject({
    breaker: 'open',
    failedRuns: 3,
    opened: { code: 'TIMEOUT', since: '2026-06-04T13:59:59.000Z', nextProbeAt: '2026-06-04T14:05:00.000Z' },
  });
});
