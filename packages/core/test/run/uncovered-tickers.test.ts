import type { RunReport } from '@ingest/core';
import { manualClock } from '@ingest/core/testing';
import { describe, expect, it } from 'vitest';
import type { IngestOptions } from '../../src/run/settings.js';
import { setup, startOfDay } from '../support/run-setup.js';
import { wire } from '../support/wire.js';

const minute = 60_000;

/** One source that takes one ticker in a request and has no entitlement to some; runs ten minutes apart. */
function running(tickers: readonly string[], uncovered: readonly string[], options: Partial<IngestOptions> = {}) {
  const clock = manualClock(startOfDay);
  const source = wire({ clock, name: 'first', keyId: '9f86d081', capabilities: { maxTickersPerRequest: 1 } });
  source.publish(startOfDay - minute);
  source.uncovered = uncovered;
  const test = setup({ sources: [source], tickers, ...options }, clock);
  const next = async (changes: Partial<IngestOptions> = {}): Promise<RunReport> => {
    await clock.advance(10 * minute);
    source.publish(clock.now() - minute);
    return test.another(changes).run();
  };
  const breaker = () => test.stored.registers.get('breaker/first/9f86d081') ?? { kind: 'closed' };
  return { ...test, source, next, breaker };
}

describe('a ticker that the plan does not cover', () => {
  it.each([
    ['last', ['AAPL', 'MSFT', 'NVDA', 'SAPX']],
    ['first', ['SAPX', 'AAPL', 'MSFT', 'NVDA']],
  ])('is named as unanswered, and closes the source for no other, run after run: %s', async (_, tickers) => {
    const test = running(tickers, ['SAPX']);
    for (let run = 0; run < 4; run += 1) {
      const report = await test.next();
      expect(report).toMatchObject({ outcome: 'partial', unanswered: ['SAPX'] });
      expect(report.sources[0]).toMatchObject({ outcome: 'partial', errorCode: 'FORBIDDEN', breaker: 'closed' });
      expect(report.incidents).toEqual([]);
    }
    expect(test.breaker()).toMatchObject({ kind: 'closed' });
    // Nor does its source look ill for it.
    expect(test.stored.states[0]).toMatchObject({ lastOutcome: 'ok', lastErrorCode: null, consecutiveFailures: 0 });
  });

  it('is not alone proof of a missing entitlement: a second one in a row is', async () => {
    const test = running(['AAPL', 'MSFT', 'NVDA'], ['AAPL', 'MSFT', 'NVDA']);
    expect((await test.next()).sources[0]).toMatchObject({ requests: 2, outcome: 'auth-failed', breaker: 'open' });
    expect(test.breaker()).toMatchObject({ kind: 'open', code: 'FORBIDDEN', failures: 1 });
  });

  it('is proof where nobody else is asked for', async () => {
    const test = running(['SAPX'], ['SAPX']);
    expect((await test.next()).sources[0]).toMatchObject({ requests: 1, breaker: 'open' });
  });

  it('does not spoil a probe that it is asked with: one more ticker is', async () => {
    const test = running(['SAPX', 'AAPL', 'MSFT'], ['SAPX', 'AAPL', 'MSFT']);
    await test.next();
    test.source.uncovered = ['SAPX'];
    test.stored.registers.delete('rotation/run');
    const report = await test.next();
    expect(report).toMatchObject({ outcome: 'partial', unanswered: ['SAPX'], sources: [{ breaker: 'closed' }] });
  });

  it('spoils a probe when it is refused with another one', async () => {
    const test = running(['SAPX', 'AAPL', 'MSFT'], ['SAPX', 'AAPL', 'MSFT']);
    await test.next();
    expect((await test.next()).sources[0]).toMatchObject({ requests: 2, errorCode: 'FORBIDDEN', breaker: 'open' });
    expect(test.breaker()).toMatchObject({ kind: 'open', failures: 2 });
  });

  it('starves no other beside a second one, since refused tickers are not the first that the next run asks for', async () => {
    const test = running(['SAPX', 'VODL', 'AAPL', 'MSFT'], ['SAPX', 'VODL']);
    await test.next();
    for (let run = 0; run < 3; run += 1) expect((await test.next()).unanswered.toSorted()).toEqual(['SAPX', 'VODL']);
  });

  it('closes no source for fresh reading when it is all that a back-fill has left', async () => {
    const reading = { kind: 'range', from: startOfDay - 60 * minute, to: startOfDay } as const;
    const test = running(['AAPL', 'SAPX', 'VODL'], ['SAPX', 'VODL'], { reading, leaseName: 'backfill' });
    for (let run = 0; run < 2; run += 1)
      expect(await test.next()).toMatchObject({ outcome: run === 0 ? 'partial' : 'failed' });
    expect(test.breaker()).toMatchObject({ kind: 'closed' });
  });
});

it('takes a refused key for what it is at once, whatever the source takes in a request', async () => {
  const test = running(['AAPL', 'MSFT'], []);
  test.source.trouble = 'AUTH_FAILED';
  expect((await test.next()).sources[0]).toMatchObject({ requests: 1, breaker: 'open' });
});
