import { openStore, readStatus } from '@ingest/cli/composition';
import {
  type Candidate,
  createIngest,
  HOUR_MS,
  MINUTE_MS,
  marketCalendar,
  marketHours,
  type RunReport,
  type Sink,
  SinkError,
  type SinkErrorCode,
  SourceError,
} from '@ingest/core';
import { candidateItem, manualClock, scriptedSource } from '@ingest/core/testing';
import { metricsWriter } from '../../src/cloudwatch/metrics-writer.js';
import type { DataPoint } from './emf.js';

/** 10:00 at the exchange, half an hour after the opening. */
const opened = Date.UTC(2026, 5, 4, 14);

/** What a tick of this world is to do. */
interface Weather {
  /** How often a run is made. */
  intervalMs: number;
  /** Whether the sources say again what they said last. */
  isOldNews: boolean;
  /** What the sources answer with instead of news, by name. */
  failing: Readonly<Record<string, ConstructorParameters<typeof SourceError>[0]>>;
  sinkFails: SinkErrorCode | null;
  /** Whether news is delivered at all. */
  isDelivering: boolean;
  /** No tick comes: the schedule is off. */
  isSilent: boolean;
  /** The function dies before its end. */
  isKilled: boolean;
  /** How many messages lie in a queue, as SQS tells; of one that is not here it tells nothing. */
  queued: Readonly<Record<string, number>>;
}

/** All is well. */
export const calm: Weather = {
  intervalMs: 5 * MINUTE_MS,
  isOldNews: false,
  failing: {},
  sinkFails: null,
  isDelivering: true,
  isSilent: false,
  isKilled: false,
  queued: {},
};

/**
 * Ticks of a minute with real runs of five minutes on a memory store, two sources and a sink that do what they are told, and what
 * the metrics writer makes of it. Errors are counted as Lambda does.
 */
export async function tickingWorld({ hourlyRequests = 1000 }: { readonly hourlyRequests?: number } = {}) {
  const clock = manualClock(opened);
  const store = await openStore('memory:', true);
  const calendar = marketCalendar('XNYS');
  const intervals = { openMs: 5 * MINUTE_MS, closedMs: HOUR_MS };
  const weather: Weather = { ...calm };
  const told: (string | DataPoint)[] = [];
  const metrics = metricsWriter({ namespace: 'Ingest', now: clock.now, write: (line) => told.push(line) });
  let stories = 0;
  let news: Partial<Candidate> | null = null;
  const sources = ['tiingo', 'finnhub'].map((name) =>
    scriptedSource({
      name,
      quota: [{ window: 'hour', limit: hourlyRequests }],
      async answer() {
        await clock.wait(300);
        const code = weather.failing[name];
        if (code !== undefined) return { error: new SourceError(code, `${name} says ${code}`, { source: name }) };
        if (!weather.isOldNews || news === null) news = story(stories++, clock.now());
        return { page: { items: [candidateItem(news)] } };
      },
    }),
  );
  const desk: Sink = {
    name: 'news-topic',
    async deliver() {
      await clock.wait(100);
      if (weather.sinkFails !== null)
        throw new SinkError(weather.sinkFails, 'the desk says no', { sink: 'news-topic' });
    },
  };
  const market = async () => marketHours({ calendar, ...intervals });
  const ingest = () =>
    createIngest({
      tickers: ['AAPL'],
      sources,
      sinks: [desk],
      store,
      clock,
      market,
      deliver: weather.isDelivering ? 'send' : 'queue',
      onEvent: metrics.read,
    });

  async function invoke(isDue: boolean): Promise<RunReport | null> {
    const one = ingest();
    const report = isDue ? await clock.until(one.run()) : null;
    if (weather.isDelivering) await clock.until(one.deliver(desk));
    await one.look();
    return report;
  }

  async function tick(): Promise<void> {
    const at = clock.now();
    for (const [queue, count] of Object.entries(weather.queued)) {
      const metric = 'ApproximateNumberOfMessagesVisible';
      told.push({ namespace: 'AWS/SQS', metric, dimensions: { QueueName: queue }, at, values: [count] });
    }
    if (weather.isSilent) return;
    const isFailure =
      weather.isKilled || (await outcomeOf(invoke((at - opened) % weather.intervalMs === 0))) === 'failed';
    const dimensions = { FunctionName: 'scheduler' };
    told.push({ namespace: 'AWS/Lambda', metric: 'Errors', dimensions, at, values: [Number(isFailure)] });
    if (weather.isKilled) return;
    const look = { store, sources, sinks: [desk], calendar, intervals, now: clock.now() };
    metrics.write(await readStatus(look).catch(() => null));
  }

  return {
    /** Everything that CloudWatch was told. */
    told,
    from: opened,
    now: clock.now,
    store,
    /** Lets minutes pass, with a tick at the beginning of each. */
    async pass(minutes: number, change: Partial<Weather> = {}): Promise<void> {
      Object.assign(weather, change);
      for (let passed = 0; passed < minutes; passed += 1) {
        const next = Math.floor(clock.now() / MINUTE_MS + 1) * MINUTE_MS;
        await tick();
        await clock.advance(Math.max(0, next - clock.now()));
      }
    },
  };
}

/** A store that is away ends an invocation as a failed run does. */
async function outcomeOf(invocation: Promise<RunReport | null>): Promise<RunReport['outcome'] | null> {
  return invocation.then(
    (report) => report?.outcome ?? null,
    () => 'failed' as const,
  );
}

const companies = ['Arven', 'Bolt', 'Calder', 'Dorne', 'Elvir', 'Fenwick', 'Garrow', 'Hollis'];
const deeds = ['opens a plant in', 'buys a rival from', 'names a chief from', 'cuts prices in', 'wins a contract in'];
const places = ['Texas', 'Norway', 'Chile', 'Kenya', 'Japan', 'Spain', 'Canada'];

/** News of its own each time, so that something is announced with every run. */
function story(index: number, now: number): Partial<Candidate> {
  const pick = (list: readonly string[]) => list[index % list.length];
  return {
    sourceId: `${index}`,
    headline: `${pick(companies)} ${pick(deeds)} ${pick(places)}`,
    description: '',
    url: `https://news.example/${index}`,
    publishedAt: new Date(now - 1000).toISOString(),
  };
}
