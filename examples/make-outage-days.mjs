// Writes the recordings of examples/outages: three bad days of invented providers, as `ingest run --record` writes them.
// Same script, same bytes, but for the version of the program that they name. Needs the packages built:
//   node examples/make-outage-days.mjs [directory]
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRecorder } from '../packages/adapters/dist/exchange.js';
import { createSource as finnhub } from '../packages/adapters/dist/finnhub.js';
import { createSource as tiingo } from '../packages/adapters/dist/tiingo.js';
import { createIngest, redactor, seededChance } from '../packages/core/dist/index.js';
import { manualClock } from '../packages/core/dist/testing.js';
import { createMemoryStore } from '../packages/storage/dist/memory.js';
import { newsOf } from './outage-news.mjs';
import { provider } from './outage-providers.mjs';

const tickers = ['AAPL', 'MSFT', 'NVDA'];
const apiKey = 'invented-key';
const redact = redactor([apiKey]);
const everyMs = 5 * 60_000;

/** Of each day the first run, and what the two providers do in each run: one word a run. */
const days = {
  // The primary hangs. After three such runs its breaker opens; the first probe finds it hanging still, the second does not.
  hang: {
    firstRunAt: Date.parse('2026-06-09T13:35:00Z'),
    tiingo: ['good', 'hang', 'hang', 'hang', 'unasked', 'hang', 'unasked', 'good', 'good'],
    finnhub: ['unasked', 'good', 'good', 'good', 'good', 'good', 'good', 'unasked', 'unasked'],
  },
  // The primary says with status 200 and in plain text that the requests of this hour are used up.
  'quota-text': {
    firstRunAt: Date.parse('2026-06-10T13:40:00Z'),
    tiingo: ['good', 'quotaText', 'unasked', 'unasked', 'good', 'good'],
    finnhub: ['unasked', 'good', 'good', 'good', 'unasked', 'unasked'],
  },
  // Both fail, each time in another way, until both are left alone; in the fifth run nobody is asked.
  'total-outage': {
    firstRunAt: Date.parse('2026-06-11T13:35:00Z'),
    tiingo: ['good', 'refused', 'serverError', 'brokenOff', 'unasked', 'good', 'serverError', 'good'],
    finnhub: ['unasked', 'reset', 'refused', 'serverError', 'unasked', 'unasked', 'good', 'unasked'],
  },
};

const directory = process.argv[2] ?? fileURLToPath(new URL('outages', import.meta.url));
for (const [name, day] of Object.entries(days)) await recordDay(join(directory, name), day);

/** Each run is a process of its own, as cron makes them: what one knows of another is in the store. */
async function recordDay(folder, { firstRunAt, ...plays }) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const clock = manualClock(firstRunAt);
  const store = createMemoryStore();
  await store.open({ create: true });
  const news = newsOf(firstRunAt);
  for (let run = 0; run < plays.tiingo.length; run += 1) {
    await clock.advance(firstRunAt + run * everyMs - clock.now());
    const path = join(folder, `${newYorkTime(clock.now())}.har`);
    const meta = { mode: 'failover', sources: ['tiingo', 'finnhub'], tickers };
    const recorder = await createRecorder({ path, clock, redact, meta });
    const fetchFor = (source) =>
      recorder.fetchFor(source, provider({ source, plays: plays[source][run], news, clock }));
    const ingest = createIngest({
      tickers,
      sources: [tiingo({ apiKey, fetch: fetchFor('tiingo') }), finnhub({ apiKey, fetch: fetchFor('finnhub') })],
      store,
      clock,
      chance: seededChance(firstRunAt + run),
      redact,
      onEvent: noteTo(recorder),
    });
    await clock.until(ingest.run(), filesAreWritten);
    await recorder.close();
  }
}

/** As the command does: a replay reads the stretches that were read. */
function noteTo(recorder) {
  return ({ type, source, tickers, window }) => {
    if (type === 'collection:started' && window !== null) recorder.note({ source, tickers, ...window });
  };
}

/** The clock stands still while a file is written: entries are in it before a run goes on. */
async function filesAreWritten() {
  do await new Promise(setImmediate);
  while (process.getActiveResourcesInfo().some((resource) => resource.startsWith('FSReq')));
}

/** New York's summer time, as `0935`. */
function newYorkTime(at) {
  return new Date(at - 4 * 60 * 60_000).toISOString().slice(11, 16).replace(':', '');
}
