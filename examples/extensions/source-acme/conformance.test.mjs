import { test } from 'node:test';
import { missingFeature, sourceCases } from '@ingest/adapters/conformance';
import { createSource } from './index.mjs';

const articles = [
  {
    id: 9002,
    title: 'Calder Motors opens a plant near the northern port',
    summary: 'Two hundred people are to work there.',
    link: 'https://news.example/9002',
    publisher: 'Wirepost',
    published: '2026-03-02T13:40:00Z',
    symbols: ['CLDR'],
    topics: ['cars'],
  },
  { id: 9001, title: 'Belt Rail orders forty engines', published: '2026-03-02T13:05:00Z', symbols: ['BELT', 'CLDR'] },
];

const subject = {
  create: createSource,
  key: 'acme-0123456789abcdef',
  page: JSON.stringify({ data: articles, next_page: 2 }),
  pageWithMalformedItem: JSON.stringify({ data: [articles[0], { id: 9000 }, null], next_page: null }),
  refusals: [
    { body: '{"error":"the rate limit of 100 requests a day is reached"}', code: 'RATE_LIMITED' },
    { body: '{"error":"invalid key"}', code: 'AUTH_FAILED' },
  ],
};

for (const sourceCase of sourceCases) {
  const missing = missingFeature(sourceCase, subject);
  const skip = missing === null ? false : `this source has no ${missing}`;
  test(sourceCase.name, { skip }, () => sourceCase.run(subject));
}
