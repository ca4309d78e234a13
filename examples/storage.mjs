import { createStore } from '@ingest/storage';

const store = await createStore('sqlite:ingest.db');
await store.open({ create: false });
try {
  console.log(`${await store.reading.countItems({ sources: ['finnhub'] })} stories carried by Finnhub`);
  for await (const story of store.reading.items({ tickers: ['NVDA'], search: 'chip', limit: 10 })) {
    console.log(story.publishedAt, story.headline, story.attributions.length);
  }
  const { problems } = await store.maintenance.check();
  if (problems.length > 0) throw new Error(problems.join('\n'));
  await store.maintenance.backup('ingest-backup.db');
} finally {
  await store.close();
}
