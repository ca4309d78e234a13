import {
  type Candidate,
  createIngest,
  HOUR_MS,
  type IngestOptions,
  type MetricName,
  MINUTE_MS,
  marketCalendar,
  metricNames,
  type Sink,
  SinkError,
  type SinkErrorCode,
  SourceError,
  systemChance,
} from '@ingest/core';
import { candidateItem, manualClock, scriptedSource } from '@ingest/core/testing';
import { expect, it } from 'vitest';
import { openStore } from '../../src/compose.js';
import { prometheus } from '../../src/metrics/prometheus.js';
import { readStatus } from '../../src/status/read-status.js';
import { runSlots } from '../../src/watch/loop.js';

/** 10:00 at the exchange, half an hour after the opening. */
const opened = Date.UTC(2026, 5, 4, 14);

/** Two sources and a sink that do what they are told, and the real runs, loop, store and status around them. */
async function world() {
  const clock = manualClock(opened);
  const store = await openStore('memory:', true);
  const metrics = prometheus({ withProcess: false });
  const calendar = marketCalendar('XNYS');
  const intervals = { openMs: 5 * MINUTE_MS, closedMs: HOUR_MS };
  const news: Partial<Candidate> = { publishedAt: new Date(opened - MINUTE_MS).toISOString() };
  const state = {
    items: [news],
    fails: null as 'NOT_FOUND' | 'AUTH_FAILED' | null,
    sinkFails: null as SinkErrorCode | null,
  };
  const sources = ['tiingo', 'finnhub'].map((name) =>
    scriptedSource({
      name,
      quota: [{ window: 'hour', limit: 50 }],
      answer: () =>
        state.fails !== null && name === 'tiingo'
          ? { error: new SourceError(state.fails, `${name} refuses`, { source: name }) }
          : { page: { items: state.items.map(candidateItem) } },
    }),
  );
  const desk: Sink = {
    name: 'desk',
    async deliver() {
      await clock.wait(200);
      if (state.sinkFails !== null) throw new SinkError(state.sinkFails, 'the desk says no', { sink: 'desk' });
    },
  };
  const ingestOf = (options: Partial<IngestOptions> = {}) =>
    createIngest({ tickers: ['AAPL'], sources, sinks: [desk], store, clock, onEvent: metrics.read, ...options });
  const passing = async <T>(work: Promise<T>): Promise<T> => {
    for (let isOver = false; !isOver; )
      isOver = await Promise.race([work.then(() => true), clock.advance(10).then(() => false)]);
    return work;
  };
  return {
    clock,
    store,
    state,
    news,
    run: (options?: Partial<IngestOptions>) => passing(ingestOf(options).run()),
    /** The loop of watch, while the machine sleeps for a while. */
    async sleepThrough(ms: number) {
      const stop = new AbortController();
      const looping = runSlots({
        onError: () => {},
        schedule: { calendar, ...intervals },
        clock,
        chance: systemChance(),
        registers: store.registers,
        leaseName: 'run',
        run: () => ingestOf().run(),
        onEvent: metrics.read,
        signal: stop.signal,
      });
      await clock.advance(MINUTE_MS);
      clock.setWall(clock.now() + ms);
      await clock.advance(MINUTE_MS);
      stop.abort();
      await looping;
    },
    async scrape(): Promise<readonly string[]> {
      const look = { store, sources, sinks: [desk], calendar, intervals, now: clock.now() };
      return (await metrics.render(await readStatus(look).catch(() => null))).split('\n');
    },
  };
}

type World = Awaited<ReturnType<typeof world>>;

/** What happens, and the lines that it moves. */
const moves: Readonly<Record<MetricName, { play(world: World): Promise<unknown>; lines: readonly string[] }>> = {
  ingest_runs_total: { play: ({ run }) => run(), lines: ['ingest_runs_total{outcome="ok"} 1'] },
  ingest_run_duration_seconds: { play: ({ run }) => run(), lines: ['ingest_run_duration_seconds_count 1'] },
  ingest_slots_missed_total: {
    play: ({ sleepThrough }) => sleepThrough(17 * MINUTE_MS),
    lines: ['ingest_slots_missed_total 2'],
  },
  ingest_collections_total: {
    play: ({ run }) => run(),
    lines: ['ingest_collections_total{source="tiingo",outcome="ok"} 1'],
  },
  ingest_collection_duration_seconds: {
    play: ({ run }) => run(),
    lines: ['ingest_collection_duration_seconds_count{source="tiingo"} 1'],
  },
  ingest_requests_total: { play: ({ run }) => run(), lines: ['ingest_requests_total{source="tiingo"} 1'] },
  ingest_items_total: {
    async play({ run, state, news }) {
      await run();
      state.items = [{ ...news, headline: 'Calder Motors lowers its revenue forecast for the year' }];
      await run();
      state.items = [
        { ...news, sourceId: '2', headline: 'A regulator clears the merger of Arven and Bolt' },
        { ...news, sourceId: '3', headline: '' },
      ];
      await run({ mode: 'parallel' });
      await run();
    },
    lines: [
      'ingest_items_total{source="tiingo",kind="new"} 2',
      'ingest_items_total{source="tiingo",kind="duplicate"} 1',
      'ingest_items_total{source="tiingo",kind="revised"} 1',
      'ingest_items_total{source="finnhub",kind="collision"} 1',
      'ingest_items_total{source="finnhub",kind="rejected"} 1',
    ],
  },
  ingest_failovers_total: {
    async play({ run, state }) {
      state.fails = 'NOT_FOUND';
      await run();
    },
    lines: ['ingest_failovers_total{from="tiingo",to="finnhub",code="NOT_FOUND"} 1'],
  },
  ingest_delivery_latency_seconds: {
    play: ({ run }) => run(),
    lines: ['ingest_delivery_latency_seconds_count{sink="desk"} 1'],
  },
  ingest_delivery_failures_total: {
    play: refused('SINK_REJECTED'),
    lines: ['ingest_delivery_failures_total{sink="desk",code="SINK_REJECTED"} 1'],
  },
  ingest_store_up: { play: ({ store }) => store.close(), lines: ['ingest_store_up 0'] },
  ingest_last_success_timestamp_seconds: {
    play: ({ run }) => run(),
    lines: [`ingest_last_success_timestamp_seconds{source="tiingo"} ${opened / 1000}`],
  },
  ingest_data_age_seconds: { play: silence(10), lines: ['ingest_data_age_seconds 600'] },
  ingest_data_stale: { play: silence(16), lines: ['ingest_data_stale 1'] },
  ingest_breaker_open: { play: keyRefused, lines: ['ingest_breaker_open{source="tiingo"} 1'] },
  ingest_quota_used_ratio: {
    play: ({ run }) => run(),
    lines: ['ingest_quota_used_ratio{source="tiingo",window="hour"} 0.02'],
  },
  ingest_outbox_pending: { play: refused('SINK_UNAVAILABLE'), lines: ['ingest_outbox_pending{sink="desk"} 1'] },
  ingest_outbox_dead: { play: refused('SINK_REJECTED'), lines: ['ingest_outbox_dead{sink="desk"} 1'] },
  ingest_outbox_oldest_age_seconds: {
    async play(world) {
      await refused('SINK_UNAVAILABLE')(world);
      await world.clock.advance(opened + 90_000 - world.clock.now());
    },
    lines: ['ingest_outbox_oldest_age_seconds{sink="desk"} 90'],
  },
  ingest_incidents_open: {
    play: keyRefused,
    lines: ['ingest_incidents_open{kind="AUTH_FAILED",severity="critical"} 1'],
  },
};

it.each(metricNames)('%s moves when it happens', async (name) => {
  const { play, lines } = moves[name];
  const happened = await world();
  const before = await happened.scrape();
  for (const line of lines) expect(before).not.toContain(line);
  await play(happened);
  expect(await happened.scrape()).toEqual(expect.arrayContaining([...lines]));
});

function refused(code: SinkErrorCode) {
  return async ({ run, state }: World) => {
    state.sinkFails = code;
    await run();
  };
}

/** A good run, and then none. */
function silence(minutes: number) {
  return async ({ run, clock }: World) => {
    await run();
    await clock.advance(opened + minutes * MINUTE_MS - clock.now());
  };
}

async function keyRefused({ run, state }: World): Promise<void> {
  state.fails = 'AUTH_FAILED';
  await run();
}
