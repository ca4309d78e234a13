import { localRegisters, type Source, type SourceState, toIso } from '@ingest/core';
import { scriptedSource } from '@ingest/core/testing';
import { describe, expect, it } from 'vitest';
import { type FactSources, gatherFacts } from '../../src/alerts/gather-facts.js';
import type { MarketHours } from '../../src/alerts/market-hours.js';
import { closedBreaker, nextBreaker } from '../../src/resilience/breaker.js';
import { breakerPrefix } from '../../src/resilience/source-guard.js';
import { keyIdOf } from '../../src/resilience/source-key.js';
import { hour, minute, now } from '../support/alert-facts.js';
import { pageStore } from '../support/page-store.js';
import { smallOutbox } from '../support/small-outbox.js';

const tiingo = scriptedSource({ name: 'tiingo', answer: () => ({ hang: true }) });
const withoutKey = scriptedSource({ name: 'finnhub', keyId: null, answer: () => ({ hang: true }) });
const stateOf = (source: Source, fields: Partial<SourceState> = {}): SourceState => ({
  source: source.name,
  keyId: keyIdOf(source),
  lastOutcome: 'ok',
  lastSuccessAt: toIso(now - minute),
  lastFailureAt: null,
  lastErrorCode: null,
  consecutiveFailures: 0,
  ...fields,
});

function gathering(fields: Partial<FactSources> = {}, newStories: (from: number, to: number) => number = () => 1) {
  const { store } = pageStore();
  let loads = 0;
  const counted: [number, number][] = [];
  const hours: MarketHours = {
    sessionAt: () => ({ open: now - 3 * hour, close: now + 3 * hour }),
    sessionsBefore: (at, count) =>
      Array.from({ length: count }, (_, index) => ({
        open: at - (index + 1) * 24 * hour,
        close: at - index * 24 * hour,
      })),
    intervalAt: () => 5 * minute,
  };
  const facts = gatherFacts({
    outbox: store.outbox,
    reading: {
      ...store.reading,
      async countNewStories(from, to) {
        counted.push([from, to]);
        return newStories(from, to);
      },
    },
    registers: localRegisters(),
    sources: [tiingo, withoutKey],
    states: [stateOf(tiingo)],
    history: { firstAt: now - hour, failures: { failedAt: [now - 1], raisedAt: null }, recent: [] },
    market: async () => {
      loads += 1;
      return hours;
    },
    now,
    run: null,
    ...fields,
  });
  return { facts, counted, loads: () => loads };
}

describe('the facts of alerts', () => {
  it('are those of the sources that have their keys', async () => {
    const registers = localRegisters();
    const breaker = nextBreaker(closedBreaker, { kind: 'refused', code: 'FORBIDDEN' }, now);
    await registers.change(`${breakerPrefix}tiingo/${keyIdOf(tiingo)}`, () => ({
      after: { ...breaker } as never,
      result: 0,
    }));
    const facts = await gathering({ registers, states: [stateOf(tiingo, { lastErrorCode: 'FORBIDDEN' })] }).facts;
    expect(facts.sources).toEqual([
      { source: 'tiingo', breaker, lastErrorCode: 'FORBIDDEN', lastSuccessAt: now - minute, quota: [] },
    ]);
    expect(facts).toMatchObject({
      failures: { count: 0, raisedAt: null, firstAt: null },
      firstRunAt: now - hour,
      run: null,
    });
  });

  it('know the last success of any source, under whatever key, but none that lies ahead', async () => {
    const old = stateOf(tiingo, { keyId: 'another-key', lastSuccessAt: toIso(now - 3 * minute) });
    const gone = stateOf(tiingo, { source: 'gone', lastSuccessAt: toIso(now - 2 * minute) });
    const ahead = stateOf(tiingo, { source: 'ahead', lastSuccessAt: toIso(now + hour) });
    expect((await gathering({ states: [old, gone, ahead] }).facts).lastSuccessAt).toBe(now - 2 * minute);
    expect((await gathering({ states: [ahead] }).facts).lastSuccessAt).toBeNull();
  });

  it('count the failed runs that came last', async () => {
    const run = (outcome: 'ok' | 'failed') => ({ outcome }) as FactSources['history']['recent'][number];
    const recent = [run('failed'), run('failed'), run('ok'), run('failed')];
    const history = { firstAt: now, failures: { failedAt: [], raisedAt: null }, recent };
    expect((await gathering({ history }).facts).failures.count).toBe(2);
  });

  it('leave out what waits where nothing is sent', async () => {
    expect((await gathering({ outbox: null }).facts).sinks).toEqual([]);
  });

  it('need no calendar while there is news and a young success', async () => {
    const { facts, loads, counted } = gathering();
    expect((await facts).market).toBeNull();
    expect(loads()).toBe(0);
    expect(counted).toEqual([[now - 2 * hour, now + 1]]);
  });

  it('need no calendar for silence where there was little news before', async () => {
    const few = (from: number, to: number) => (to - from > 24 * hour ? 19 : 0);
    const quiet = gathering({}, few);
    expect((await quiet.facts).market).toBeNull();
    expect(quiet.loads()).toBe(0);
    const many = gathering({}, (from, to) => few(from, to) + (to - from > 24 * hour ? 1 : 0));
    expect((await many.facts).market).not.toBeNull();
  });

  it('ask the calendar when the last success is old', async () => {
    const { facts, loads } = gathering({ states: [stateOf(tiingo, { lastSuccessAt: toIso(now - 10 * minute) })] });
    expect((await facts).market).toEqual({
      openedAt: now - 3 * hour,
      intervalMs: 5 * minute,
      newStoriesBySession: null,
    });
    expect(loads()).toBe(1);
  });

  it('count the sessions before when a session is silent', async () => {
    const { facts } = gathering({}, (from, to) => (to - from > 48 * hour ? 35 : to - from > 3 * hour ? 7 : 0));
    expect((await facts).market?.newStoriesBySession).toEqual([7, 7, 7, 7, 7]);
  });

  it('do without a calendar where there is none', async () => {
    expect((await gathering({ states: [], market: async () => null }).facts).market).toBeNull();
  });
});

describe('the facts of deliveries', () => {
  const entry = (eventId: string, ageMs: number) =>
    ({ eventId, sink: 'hook', message: '{}', createdAt: now - ageMs, state: 'pending' }) as const;
  const claim = { from: now - hour, until: now + hour };

  /** Tries the oldest so often. */
  async function tried(outbox: ReturnType<typeof smallOutbox>['outbox'], times: number) {
    for (let attempt = 1; attempt <= times; attempt += 1) {
      const taken = await outbox.take('hook', now, claim);
      if (taken === null) throw new TypeError('nothing is due');
      const waits = { from: now, until: now };
      await outbox.settle({ ...taken, attempt: taken.attempt }, now, { kind: 'again', waits, error: `no ${attempt}` });
    }
  }

  it('are in trouble when they are old and were tried three times', async () => {
    const { outbox } = smallOutbox();
    await outbox.add([entry('old', minute)]);
    await tried(outbox, 2);
    expect((await gathering({ outbox }).facts).sinks).toMatchObject([{ sink: 'hook', failing: 0, dead: 0 }]);
    await tried(outbox, 1);
    expect((await gathering({ outbox }).facts).sinks).toEqual([
      { sink: 'hook', pending: 1, failing: 1, dead: 0, oldestAt: now - minute, lastError: 'no 1' },
    ]);
  });

  it('are in no trouble while they are young', async () => {
    const { outbox } = smallOutbox();
    await outbox.add([entry('young', 30_000)]);
    await tried(outbox, 3);
    expect((await gathering({ outbox }).facts).sinks).toMatchObject([{ failing: 0 }]);
  });

  it('are in trouble once they are given up', async () => {
    const { outbox } = smallOutbox();
    await outbox.add([entry('gone', 5)]);
    const taken = await outbox.take('hook', now, claim);
    await outbox.settle({ eventId: 'gone', sink: 'hook', attempt: taken?.attempt ?? 0 }, now, {
      kind: 'dead',
      error: '410',
    });
    expect((await gathering({ outbox }).facts).sinks).toEqual([
      { sink: 'hook', pending: 0, failing: 0, dead: 1, oldestAt: now - 5, lastError: '410' },
    ]);
  });
});
