import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { builtCommand, jsonOf, type Running } from '../support/built.js';
import { hasPostgres, temporaryStore } from '../support/postgres.js';
import { json, providers } from '../support/providers.js';

const built = builtCommand();
const provider = providers();
const minute = 60_000;
/** For so long a worker is killed every ten seconds; much longer in `check:long`. */
const killingMs = process.env.INGEST_LONG === '1' ? 5 * minute : 35_000;

const letters = [...'ABCDEFGHIJKLMNOPQRST'];
const tickers = letters.flatMap((letter) => [`FA${letter}`, `FB${letter}`]);

interface Item {
  readonly id: number;
  readonly title: string;
  readonly crawlDate: string;
}

/** A source that has one more story of each ticker every 20 seconds, and takes its time to tell. */
function scriptedSource(delayMs: number) {
  const begunAt = Date.now();
  const told = new Map<number, string>();
  provider.answer.tiingo = (request, response, url) => {
    const asked = (url.searchParams.get('tickers') ?? '').toUpperCase().split(',');
    const offset = Number(url.searchParams.get('offset') ?? 0);
    const steps = Math.floor((Date.now() - begunAt) / 20_000) + 1;
    const items = asked.flatMap((ticker) => storiesOf(ticker, steps, begunAt));
    items.sort((left, right) => (left.crawlDate < right.crawlDate ? 1 : -1));
    const page = items.slice(offset, offset + Number(url.searchParams.get('limit') ?? 100));
    setTimeout(
      () => {
        json(page)(request, response, url);
        for (const { id, title } of page) told.set(id, title);
      },
      offset === 0 ? delayMs : 0,
    );
  };
  return told;
}

function storiesOf(ticker: string, steps: number, begunAt: number): Item[] {
  return Array.from({ length: steps }, (_, step) => {
    const at = new Date(begunAt - minute + step * 20_000).toISOString();
    return {
      id: 1000 * (1 + tickers.indexOf(ticker)) + step,
      title: `${ticker} Holdings signs order number ${step} with a customer of its home region ${ticker}`,
      description: 'The order is for electric vans.',
      url: `https://news.example/${ticker}/${step}`,
      source: 'news.example',
      publishedDate: at,
      crawlDate: at,
      tickers: [ticker],
      tags: [],
    };
  });
}

interface Status {
  readonly runs: { readonly startedAt: string; readonly outcome: string; readonly isStopped: boolean }[];
  readonly fleet: { readonly workers: { readonly isLost: boolean; readonly busyWith: string[] }[] };
}

describe.skipIf(!(await hasPostgres()))('a fleet of workers', () => {
  const { url } = temporaryStore();
  const env = () => provider.env();
  const start = (...args: string[]) => built.start(['worker', '--store', url, ...args], env());
  const status = async () => jsonOf<Status>(await built.run(['status', '--json'], env()));
  const configure = (...lines: string[]) =>
    writeFileSync(
      built.path('ingest.config.yaml'),
      [`tickers: [${tickers}]`, `store: "${url}"`, 'schedule: { open: 1m, closed: 1m }', ...lines, ''].join('\n'),
    );

  it(
    'of which one is killed every ten seconds stores each story once, tells of it once, and leaves no slot out',
    async () => {
      configure('sources: [{ use: tiingo, plan: none }]', 'sinks: [{ use: file, path: news.ndjson }]');
      const told = scriptedSource(3_000);
      const fleet: Running[] = Array.from({ length: 4 }, () => start('--jobs', '1', '--batch', '3'));
      const endsAt = Date.now() + killingMs;
      let killed = 0;
      while (Date.now() < endsAt) {
        await new Promise((resolve) => setTimeout(resolve, 10_000));
        fleet[killed % 4]?.child.kill('SIGKILL');
        fleet[killed % 4] = start('--jobs', '1', '--batch', '3');
        killed += 1;
      }
      const lastKillAt = Date.now();
      // One whole run after the last kill: what was under way then comes again.
      await vi.waitFor(
        async () => {
          const [last] = (await status()).runs;
          expect(last?.outcome).toBe('ok');
          expect(Date.parse(last?.startedAt ?? '')).toBeGreaterThan(lastKillAt);
        },
        { timeout: 3 * minute, interval: 1000 },
      );
      for (const { child } of fleet) child.kill('SIGTERM');
      for (const { ended } of fleet) expect(await ended).toMatchObject({ exitCode: 143 });

      const stored = jsonOf<{ storyKey: string; headline: string }[]>(await built.run(['items', '--json'], env()));
      const headlines = stored.map(({ headline }) => headline);
      expect(new Set(headlines).size).toBe(headlines.length);
      expect([...told.values()].filter((title) => !headlines.includes(title))).toEqual([]);
      const announced = readFileSync(built.path('news.ndjson'), 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { id: string; data: { storyKeys: string[] } });
      const keyed = new Map(announced.map(({ id, data }) => [id, data.storyKeys]));
      const keys = [...keyed.values()].flat();
      expect([...keys].sort()).toEqual(stored.map(({ storyKey }) => storyKey).sort());
      const { runs } = await status();
      const slots = runs.map(({ startedAt }) => Math.floor(Date.parse(startedAt) / minute)).reverse();
      // The first one is made at once, for a mark that has passed.
      const marks = slots.slice(1);
      expect(marks).toEqual(Array.from({ length: marks.length }, (_, index) => (marks[0] ?? 0) + index));
      expect(runs.some(({ isStopped }) => isStopped)).toBe(false);
      expect(jsonOf(await built.run(['db', 'check', '--json'], env()))).toMatchObject({ problems: [] });
      console.log(
        `${killed} workers killed, ${stored.length} stories, ${announced.length} notifications, ${runs.length} runs`,
      );
    },
    killingMs + 5 * minute,
  );
});

describe.skipIf(!(await hasPostgres()))('the quotas of a fleet', () => {
  const { url } = temporaryStore();

  it(
    'are those of one program',
    async () => {
      writeFileSync(
        built.path('ingest.config.yaml'),
        `tickers: [${tickers},${letters.map((letter) => `FC${letter}`)}]\nstore: "${url}"\nschedule: { open: 1h, closed: 1h }\n` +
          'sources: [{ use: tiingo, plan: free }]\n',
      );
      scriptedSource(100);
      const fleet = Array.from({ length: 4 }, () => built.start(['worker', '--batch', '1'], provider.env()));
      const status = async () => jsonOf<Status>(await built.run(['status', '--json'], provider.env()));
      await vi.waitFor(async () => expect((await status()).runs).toHaveLength(1), { timeout: minute, interval: 500 });
      // Tiingo's free plan: 50 requests an hour, and there are 60 jobs.
      expect(provider.requests.length).toBeLessThanOrEqual(50);
      expect(provider.requests.length).toBeGreaterThan(40);
      const { runs, fleet: seen } = await status();
      expect(runs[0]?.outcome).toBe('partial');
      expect(seen.workers.map(({ isLost }) => isLost)).toEqual([false, false, false, false]);
      for (const { child } of fleet) child.kill('SIGTERM');
      for (const { ended } of fleet) expect(await ended).toMatchObject({ exitCode: 143 });
      expect((await status()).fleet).toBeNull();
    },
    2 * minute,
  );
});
