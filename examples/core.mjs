import { createSource as finnhub } from '@ingest/adapters/finnhub';
import { createSource as tiingo } from '@ingest/adapters/tiingo';
import { createIngest, systemClock } from '@ingest/core';
import { createMemoryStore } from '@ingest/storage/memory';

const { TIINGO_API_KEY, TIINGO_BASE_URL, FINNHUB_API_KEY, FINNHUB_BASE_URL } = process.env;
const sources = [
  tiingo({ apiKey: TIINGO_API_KEY, baseUrl: TIINGO_BASE_URL }),
  finnhub({ apiKey: FINNHUB_API_KEY, baseUrl: FINNHUB_BASE_URL }),
];
const store = createMemoryStore();
await store.open({ create: true });
const onEvent = ({ type }) => console.log(type);
const ingest = createIngest({ tickers: ['AAPL', 'BRK.B'], sources, store, clock: systemClock(), onEvent });
const { outcome, items, failovers } = await ingest.run({ signal: AbortSignal.timeout(30_000) });
console.log(outcome, `${items.new} new`, failovers);
await store.close();
