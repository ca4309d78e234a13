import { describe, expect, it } from 'vitest';
import {
  afterFailure,
  deliveryBackoff,
  type FailedTry,
  fewestDeliveryAttempts,
  maxDeliveryAgeMs,
  maxDeliveryAttempts,
} from '../../src/delivery/retry-rule.js';
import { backoffDelayMs } from '../../src/resilience/backoff.js';

const now = Date.UTC(2026, 5, 4, 14);
/** Chance never gives 1: this is the most it gives. */
const most = { next: () => 1 - Number.EPSILON };
const failed = (fields: Partial<FailedTry> = {}): FailedTry => ({
  code: 'SINK_UNAVAILABLE',
  error: 'hook: down',
  retryAt: null,
  attempt: 1,
  createdAt: now,
  ...fields,
});

describe('the pauses between tries', () => {
  it('grow threefold from five seconds to two hours', () => {
    const seconds = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((retry) => backoffDelayMs(deliveryBackoff, retry, most) / 1000);
    expect(seconds).toEqual([5, 15, 45, 135, 405, 1215, 3645, 7200, 7200]);
  });
});

describe('afterFailure', () => {
  it('tries again what is unavailable, after any part of the pause', () => {
    const result = afterFailure(failed({ attempt: 2 }), now, { next: () => 0.5 });
    expect(result).toEqual({ kind: 'again', waits: { from: now - 7500, until: now + 7500 }, error: 'hook: down' });
  });

  it('waits as long as the sink says, a day at most', () => {
    const untilOf = (retryAt: number) => afterFailure(failed({ retryAt }), now, most);
    expect(untilOf(now + 60_000)).toMatchObject({ waits: { until: now + 60_000 } });
    expect(untilOf(now - 60_000)).toMatchObject({ waits: { from: now, until: now } });
    expect(untilOf(now + 9e9)).toMatchObject({ waits: { until: now + 86_400_000 } });
  });

  it.each(['SINK_REJECTED', 'SINK_GONE'] as const)('gives up at once after %s', (code) => {
    expect(afterFailure(failed({ code }), now, most)).toEqual({ kind: 'dead', error: 'hook: down' });
  });

  it('gives up after the tenth try, and not before', () => {
    expect(afterFailure(failed({ attempt: maxDeliveryAttempts - 1 }), now, most).kind).toBe('again');
    const error = 'given up after 10 tries: hook: down';
    expect(afterFailure(failed({ attempt: maxDeliveryAttempts }), now, most)).toEqual({ kind: 'dead', error });
    expect(maxDeliveryAttempts).toBe(10);
  });

  it('gives up what is older than a day, once it was tried three times', () => {
    const ofAge = (age: number, attempt: number) =>
      afterFailure(failed({ createdAt: now - age, attempt }), now, most).kind;
    expect([ofAge(maxDeliveryAgeMs, 9), ofAge(maxDeliveryAgeMs + 1, 3)]).toEqual(['again', 'dead']);
    expect([1, 2].map((attempt) => ofAge(9 * maxDeliveryAgeMs, attempt))).toEqual(['again', 'again']);
    expect(fewestDeliveryAttempts).toBe(3);
  });
});
