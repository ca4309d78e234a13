// A run of the built packages under a lease of its own name, as the job of a fleet is: node lease-process.mjs LEASE STORE TICKERS.
// Prints the report.
import { createSource as finnhub } from '@ingest/adapters/finnhub';
import { createIngest, systemClock } from '@ingest/core';
import { createStore } from '@ingest/storage';

const [leaseName, url, tickers] = process.argv.slice(2);
const { FINNHUB_API_KEY: apiKey, FINNHUB_BASE_URL: baseUrl } = process.env;
const store = await createStore(url);
await store.open({ create: true });
const sources = [finnhub({ apiKey, baseUrl, plan: 'free' })];
const ingest = createIngest({ leaseName, tickers: tickers.split(','), sources, store, clock: systemClock() });
console.log(JSON.stringify(await ingest.run({ signal: AbortSignal.timeout(30_000) })));
await store.close();
