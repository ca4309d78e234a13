import { writeFileSync } from 'node:fs';
import { latestSlot, marketCalendar, runLease, type Store } from '@ingest/core';
import { createStore } from '@ingest/storage';
import { describe, expect, it, vi } from 'vitest';
import { loadSettings } from '../../src/config/load.js';
import { createOutput } from '../../src/output.js';
import { worker } from '../../src/worker/worker.js';
import { inEmptyDirectory, ingest } from '../support/ingest.js';
import { hasPostgres, temporaryStore } from '../support/postgres.js';
import { json, providers, tiingoNews } from '../support/providers.js';

inEmptyDirectory();
const provider = providers();
const tickers = ['AAPL', 'MSFT', 'TSLA', 'NVDA', 'AMZN'];

/** Answers for the tickers that it is asked for, each with two stories of its own. */
function answerEach(): void {
  provider.answer.tiingo = (request, response, url) => {
    const asked = (url.searchParams.get('tickers') ?? '').split(',');
    const isFirst = (url.searchParams.get('offset') ?? '0') === '0';
    const items = asked.flatMap((name, place) =>
      tiingoNews(2, [name]).map((item, index) => ({
        ...item,
        id: [...name].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) * 10 + index,
        title: `${name.toUpperCase()} opens plant number ${index} in region ${place} of its home country`,
      })),
    );
    json(isFirst ? items : [])(request, response, url);
  };
}

/** Open and closed alike, so that a test means the same at every hour. */
function configure(...lines: readonly string[]): void {
  writeFileSync('ingest.config.yaml', ['schedule: { open: 1h, closed: 1h }', ...lines, ''].join('\n'));
}

describe.skipIf(!(await hasPostgres()))('workers', () => {
  const { url } = temporaryStore();
  const flags = { tickers: tickers.join(','), source: 'tiingo', store: url };

  /** Lets so many workers of this process work until something is so. */
  async function workUntil(count: number, isSo: () => Promise<boolean>, tickersPerJob = 2): Promise<void> {
    for (const [name, value] of Object.entries(provider.env())) vi.stubEnv(name, value);
    const stop = new AbortController();
    const loaded = await loadSettings(flags);
    const all = Array.from({ length: count }, () =>
      worker({
        loaded,
        output: createOutput({ quiet: true }),
        flags: { quiet: true },
        signal: stop.signal,
        atOnce: 1,
        tickersPerJob,
      }),
    );
    await vi.waitFor(async () => expect(await isSo()).toBe(true), { timeout: 30_000, interval: 100 });
    stop.abort();
    expect(await Promise.all(all)).toEqual(Array.from({ length: count }, () => 0));
  }

  const runs = async () => (await ingest('status', '--store', url, '--json')).json<{ runs: Run[] }>().runs;

  it('make the run of a slot together, which is one run to whoever asks', async () => {
    writeFileSync(
      'ingest.config.yaml',
      'schedule: { open: 1h, closed: 1h }\nsinks: [{ use: file, path: news.ndjson }]\n',
    );
    answerEach();
    await workUntil(3, async () => (await runs()).length === 1);
    expect(await runs()).toMatchObject([{ outcome: 'ok', newStories: 10, unanswered: 0 }]);
    const asked = provider.requests.map(({ url: at }) => at.searchParams.get('tickers')?.toUpperCase());
    expect([...new Set(asked)].sort()).toEqual(['AAPL,MSFT', 'AMZN', 'TSLA,NVDA']);
    expect((await ingest('items', '--store', url, '--json')).json<unknown[]>()).toHaveLength(10);
  });

  it('make a run whose jobs were never sent by the worker that claimed its slot', async () => {
    // The slot of this hour, and nobody has begun it; a test that meets the end of the hour finds the next one made.
    const hour = { calendar: marketCalendar('XNYS'), openMs: 3_600_000, closedMs: 3_600_000 };
    const slot = latestSlot(Date.now(), hour);
    await withStore(url, async ({ registers }) => {
      const claimed = { at: slot, from: slot - 3_600_000, claimer: 'worker' };
      await registers.change(`slot/${runLease}`, () => ({ after: claimed, result: undefined }));
      await registers.change(`shares/${runLease}`, () => ({ after: null, result: undefined }));
    });
    configure();
    answerEach();
    const before = (await runs()).length;
    // Other jobs than before: those were sent and made.
    await workUntil(2, async () => (await runs()).length > before, 3);
    expect((await runs())[0]).toMatchObject({ outcome: 'ok', newStories: 0 });
  });
});

async function withStore<T>(url: string, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await createStore(url);
  await store.open({ create: false });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

interface Run {
  readonly outcome: string;
  readonly newStories: number;
}
