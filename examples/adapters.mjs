import { createReplayClock, openRecording } from '@ingest/adapters/exchange';
import { createSource } from '@ingest/adapters/tiingo';

const { name, replay } = createSource();
const recording = await openRecording('day.har', new Map([[name, replay]]));
const clock = createReplayClock(recording.startedAt);
// With a key of your own and without `fetch` it asks the provider.
const source = createSource({ apiKey: 'replay', fetch: recording.fetchFor(name, clock) });
const request = { tickers: recording.tickers, reading: 'fresh', window: null, cursor: null };
const { items } = await source.fetchPage(request, { signal: AbortSignal.timeout(10_000), now: clock.now() });
for (const item of items) {
  if (item.kind === 'candidate') console.log(item.candidate.publishedAt, item.candidate.headline);
  else console.log('cannot be read:', item.reason);
}
await recording.close();
