import {
  createIngest,
  DAY_MS,
  HOUR_MS,
  type IngestOptions,
  MINUTE_MS,
  marketCalendar,
  mute,
  type Sink,
  SourceError,
} from '@ingest/core';
import { candidateItem, manualClock, scriptedSource } from '@ingest/core/testing';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../src/compose.js';
import { readStatus } from '../../src/status/read-status.js';
import { entryOf } from '../support/deliveries.js';

/** 10:00 at the exchange, half an hour after the opening. */
const opened = Date.UTC(2026, 5, 4, 14);

/** A whole on a clock of its own: runs, and looks between them. */
async function world(start = opened) {
  const clock = manualClock(start);
  const store = await openStore('memory:', true);
  const state = { isDown: false };
  const answer = () =>
    state.isDown
      ? { error: new SourceError('NOT_FOUND', 'tiingo: 404', { source: 'tiingo' }) }
      : { page: { items: [candidateItem({ publishedAt: new Date(clock.now() - 1000).toISOString() })] } };
  const source = scriptedSource({ name: 'tiingo', quota: [{ window: 'hour', limit: 50 }], answer });
  const calendar = marketCalendar('XNYS');
  const intervals = { openMs: 5 * MINUTE_MS, closedMs: HOUR_MS };
  const run = async (options: Partial<IngestOptions> = {}) => {
    const ingest = createIngest({ tickers: ['AAPL'], sources: [source], store, clock, ...options });
    const ended = ingest.run();
    for (let isOver = false; !isOver; ) {
      isOver = await Promise.race([ended.then(() => true), clock.advance(10).then(() => false)]);
    }
    return ended;
  };
  const look = (sinks: readonly Pick<Sink, 'name'>[] = [], now = clock.now()) =>
    readStatus({ store, sources: [source], sinks, calendar, intervals, now });
  return { clock, store, state, run, look };
}

describe('the status', () => {
  it('is ok after a good run, with all that people ask for', async () => {
    const { run, look, clock } = await world();
    await run();
    await clock.advance(2 * MINUTE_MS);
    const status = await look([{ name: 'desk' }]);
    expect(status).toMatchObject({
      status: 'ok',
      exitCode: 0,
      freshness: { limitMs: 15 * MINUTE_MS, isStale: false, lastSuccessAt: expect.stringMatching(/^2026-06-04T14:00/) },
      market: {
        calendar: 'XNYS',
        zone: 'America/New_York',
        phase: 'regular',
        until: '2026-06-04T20:00:00.000Z',
        nextRunAt: '2026-06-04T14:05:00.000Z',
      },
      runs: [{ outcome: 'ok', newStories: 1, startedAt: '2026-06-04T14:00:00.000Z' }],
      deliveries: [{ sink: 'desk', isConfigured: true, waiting: 0, dead: 0 }],
      incidents: [],
    });
    expect(status.freshness.ageMs).toBeGreaterThanOrEqual(2 * MINUTE_MS - 1000);
    expect(status.sources).toMatchObject([
      { source: 'tiingo', breaker: 'closed', quota: [{ window: 'hour', used: 1, limit: 50 }], gaps: [] },
    ]);
  });

  it('is unknown before the first run', async () => {
    const { look } = await world();
    expect(await look()).toMatchObject({
      status: 'unknown',
      exitCode: 3,
      freshness: { lastSuccessAt: null, ageMs: null, isStale: null },
      runs: [],
    });
  });

  it('is critical when the data is stale, also when nobody runs and no incident is open', async () => {
    const { run, look, store } = await world();
    await run();
    const [before, after] = [15 * MINUTE_MS - 1000, 16 * MINUTE_MS].map((ms) => opened + ms);
    expect(await look([], before)).toMatchObject({ status: 'ok', freshness: { isStale: false } });
    expect(await look([], after)).toMatchObject({
      status: 'critical',
      exitCode: 2,
      freshness: { isStale: true },
      incidents: [{ incidentId: null, kind: 'STALE_DATA', severity: 'critical', isSeenNow: true }],
    });
    for await (const incident of store.incidents.list({})) throw new Error(`a look fired ${incident.kind}`);
  });

  it('counts from the opening what was fresh enough before it', async () => {
    const { run, look } = await world(opened - 90 * MINUTE_MS);
    await run();
    const open = Date.UTC(2026, 5, 4, 13, 30);
    expect(await look([], open - MINUTE_MS)).toMatchObject({ status: 'ok', market: { phase: 'pre' } });
    expect(await look([], open + 14 * MINUTE_MS)).toMatchObject({
      status: 'ok',
      freshness: { limitMs: 15 * MINUTE_MS, countedFrom: '2026-06-04T13:30:00.000Z' },
    });
    expect((await look([], open + 15 * MINUTE_MS)).status).toBe('critical');
  });

  it('says outside the session when the next one begins, and when the next run is due', async () => {
    const { look } = await world();
    const { market } = await look([], Date.UTC(2026, 5, 5, 20, 10));
    expect(market).toMatchObject({
      phase: 'post',
      until: '2026-06-08T13:30:00.000Z',
      nextRunAt: '2026-06-05T21:00:00.000Z',
    });
  });

  it('is a warning while a source is left alone, and one while nothing ever succeeded', async () => {
    const { run, look, state } = await world();
    state.isDown = true;
    await run();
    expect(await look()).toMatchObject({ status: 'warning', exitCode: 1, freshness: { lastSuccessAt: null } });
    state.isDown = false;
    await run();
    expect((await look()).status).toBe('ok');
    state.isDown = true;
    for (let failed = 0; failed < 3; failed += 1) await run();
    const status = await look();
    // Three failed runs of the only source are critical in themselves.
    expect(status.incidents.map(({ kind }) => kind)).toEqual(['COLLECTION_FAILURES', 'SOURCE_DEGRADED']);
    expect(status.incidents.every(({ incidentId }) => incidentId !== null)).toBe(true);
    expect(status).toMatchObject({ status: 'critical', exitCode: 2 });
    expect(status.sources).toMatchObject([{ breaker: 'open', failedRuns: 3 }]);
  });

  it('is critical while something was given up, and says who is muted', async () => {
    const { run, look, store, clock } = await world();
    await run();
    const now = clock.now();
    await store.outbox.add([entryOf('gone', 'a', { createdAt: now })]);
    const taken = await store.outbox.take('gone', now, { from: now, until: now + 1000 });
    if (taken !== null) await store.outbox.settle(taken, now, { kind: 'dead', error: 'gone: 400' });
    await mute(store.registers, { kind: 'DELIVERY_FAILING', source: null }, now, DAY_MS);
    expect(await look()).toMatchObject({
      status: 'critical',
      deliveries: [{ sink: 'gone', isConfigured: false, dead: 1 }],
      incidents: [{ kind: 'DELIVERY_FAILING', incidentId: null, mutedUntil: expect.stringMatching(/Z$/) }],
    });
  });
});
