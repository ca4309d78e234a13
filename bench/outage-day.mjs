// How often a primary is asked that is down for a whole day, at a run every five minutes, each of them as a new process would
// be: all that lasts is in the store. Runs in seconds on a virtual clock: `node bench/outage-day.mjs`.
import { createSource as finnhub } from '@ingest/adapters/finnhub';
import { createSource as tiingo } from '@ingest/adapters/tiingo';
import { createIngest } from '@ingest/core';
import { manualClock } from '@ingest/core/testing';
import { createMemoryStore } from '@ingest/storage/memory';

const everyMs = 5 * 60_000;
const runs = (24 * 3_600_000) / everyMs;
const tickers = Array.from({ length: 5 }, (_, index) => `T${index}`);
const answer =
  (body, status = 200) =>
  async () =>
    new Response(body, { status, headers: { 'content-type': 'application/json' } });

const faults = {
  refused: async () => {
    throw Object.assign(new TypeError('fetch failed'), {
      cause: Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }),
    });
  },
  500: answer('out of order', 500),
  hang: (_, { signal }) =>
    new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true })),
  401: answer('{"detail":"Invalid token."}', 401),
  'quota text': answer('You have run over your hourly request allocation.'),
};

for (const [name, fetch] of Object.entries(faults)) {
  const clock = manualClock(Date.UTC(2026, 5, 4, 4));
  const store = createMemoryStore();
  await store.open({ create: true });
  let requests = 0;
  let runsThatAsked = 0;
  let unanswered = 0;
  let longestMs = 0;
  for (let run = 0; run < runs; run += 1) {
    const startsAt = Date.UTC(2026, 5, 4, 4) + run * everyMs;
    await clock.advance(startsAt - clock.now());
    const before = requests;
    const counted = (...args) => {
      requests += 1;
      return fetch(...args);
    };
    const sources = [
      tiingo({ apiKey: 'bench-key-1', plan: 'none', fetch: counted }),
      finnhub({ apiKey: 'bench-key-2', plan: 'none', fetch: answer('[]') }),
    ];
    const running = createIngest({ tickers, sources, store, clock }).run({ signal: new AbortController().signal });
    const report = await clock.until(running, () => new Promise(setImmediate));
    if (requests > before) runsThatAsked += 1;
    unanswered += report.unanswered.length;
    longestMs = Math.max(longestMs, report.durationMs);
  }
  await store.close();
  console.log(
    `${name.padEnd(10)} ${runs} runs, ${runsThatAsked} asked the primary, ${requests} requests to it, ${unanswered} tickers unanswered, longest run ${(longestMs / 1000).toFixed(1)} s`,
  );
}
