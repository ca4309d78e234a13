import { describe, expect, it } from 'vitest';
import { attribution, newsItem } from '../../src/model/news-item.js';
import { attributionOf, newsItemOf, sentimentOf } from '../support/model-values.js';
import { jsonSchemaOf, without, wrongParts } from '../support/schema.js';

const optional = ['description', 'url', 'publisher', 'sentiment'] as const;
const required = Object.keys(newsItemOf()).filter((field) => !(optional as readonly string[]).includes(field));

describe('newsItem', () => {
  it('accepts a story with everything, and one with what every story has', () => {
    const whole = newsItemOf();
    expect(newsItem.parse(whole)).toEqual(whole);
    for (const field of optional) expect(wrongParts(newsItem, without(whole, field))).toEqual([]);
  });

  it.each(required)('rejects one without its %s', (field) => {
    expect(wrongParts(newsItem, without(newsItemOf(), field as 'source'))).toEqual([field]);
  });

  it.each([
    ['storyKey', '0123'],
    ['headline', ''],
    ['headline', 'x'.repeat(501)],
    ['description', 'x'.repeat(5001)],
    ['url', 'javascript:alert(1)'],
    ['publishedAt', '2026-06-04T13:30:00Z'],
    ['ingestedAt', null],
    ['attributions', []],
    ['revision', -1],
    ['revision', 0.5],
    ['isFailover', 'no'],
  ])('rejects %s of %j', (field, value) => {
    expect(wrongParts(newsItem, { ...newsItemOf(), [field]: value })).toEqual([field]);
  });

  it('accepts texts of the longest length', () => {
    const longest = newsItemOf({ headline: 'x'.repeat(500), description: 'x'.repeat(5000) });
    expect(wrongParts(newsItem, longest)).toEqual([]);
  });

  it('rejects a score that cannot be, and says where', () => {
    const sentiment = sentimentOf({ score: 7 });
    expect(wrongParts(newsItem, newsItemOf({ sentiment }))).toEqual(['sentiment.score']);
    expect(wrongParts(newsItem, newsItemOf({ attributions: [attributionOf({ sentiment })] }))).toEqual([
      'attributions.0.sentiment.score',
    ]);
  });

  it('has a JSON Schema that asks for what every story has', () => {
    const schema = jsonSchemaOf(newsItem);
    expect([...(schema.required ?? [])].sort()).toEqual([...required].sort());
    expect(schema.properties).toMatchObject({
      headline: { minLength: 1, maxLength: 500 },
      attributions: { minItems: 1, items: { type: 'object' } },
    });
  });
});

describe('attribution', () => {
  it('accepts an article without id, url and score', () => {
    const { source, headline, publishedAt, firstSeenAt } = attributionOf();
    const least = { source, headline, publishedAt, firstSeenAt };
    expect(attribution.parse(least)).toEqual(least);
    for (const field of Object.keys(least))
      expect(wrongParts(attribution, without(least, field as 'source'))).toEqual([field]);
  });

  it('keeps a missing id missing: null is none', () => {
    expect(wrongParts(attribution, { ...attributionOf(), sourceId: null })).toEqual(['sourceId']);
  });

  it('has a JSON Schema', () => {
    expect(jsonSchemaOf(attribution)).toMatchObject({
      type: 'object',
      required: ['source', 'headline', 'publishedAt', 'firstSeenAt'],
    });
  });
});
