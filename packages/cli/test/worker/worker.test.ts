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

describe.skipIf(!(await hasPostgres()))('workers', () => {
  const { url } = temporaryStore();
  const flags = { tickers: tickers.join(','), source: 'tiingo', store: url };

  /** Lets so many workers of this process work until something is so. */
  async function workUntil(count: number, isSo: () => Promise<boolean>): Promise<void> {
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
        tickersPerJob: 2,
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

  it('make a run whose jobs were never sent by whoever claimed its slot, and no run twice', async () => {
    writeFileSync('ingest.config.yaml', 'schedule: { open: 1m, closed: 1m }\n');
    answerEach();
    // The run before was of the last hour's mark; a slot of another schedule is claimed here, and whoever did is gone.
    const minute = { calendar: marketCalendar('XNYS'), openMs: 60_000, closedMs: 60_000 };
    const slot = latestSlot(Date.now(), minute);
    const before = (await runs()).length;
    await withStore(url, ({ registers }) =>
      registers.change(`slot/${runLease}`, () => ({ after: { at: slot, from: slot - 60_000 }, result: undefined })),
    );
    // At the very end of a minute it may be given up for the next one: that one is whole, too.
    const isMade = (all: readonly Run[]) => all.slice(0, all.length - before).some(({ outcome }) => outcome === 'ok');
    await workUntil(2, async () => isMade(await runs()));
    expect((await runs()).reduce((sum, { newStories }) => sum + newStories, 0)).toBe(10);
  });
});

interface Run {
  readonly outcome: string;
  readonly newStories: number;
}

async function withStore<T>(url: string, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await createStore(url);
  await store.open({ create: false });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
