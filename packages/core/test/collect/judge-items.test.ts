import { candidateItem, tickersOf } from '@ingest/core/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { futureToleranceMs, judgeItems } from '../../src/collect/judge-items.js';
import type { Candidate } from '../../src/contracts/source.js';
import { limits } from '../../src/model/primitives.js';
import { redactor } from '../../src/security/redact.js';

const now = Date.UTC(2026, 5, 4, 14);
const secret = 'tiingokey-123456';
const redact = redactor([secret]);
const asking = { tickers: new Set(tickersOf('AAPL')), isUnfiltered: false, asked: null };
const context = { source: 'tiingo', priority: 0, now, futureToleranceMs, ...asking, redact };
const judgeOne = (fields: Partial<Candidate>, changes: Partial<Parameters<typeof judgeItems>[1]> = {}) =>
  judgeItems([candidateItem(fields)], { ...context, ...changes });
const at = (publishedAt: number, fields: Partial<Candidate> = {}) => candidateItem({ publishedAt, ...fields });

describe('judgeItems', () => {
  it('accepts an item and cleans it', () => {
    const { accepted } = judgeOne({
      headline: ' Calder  <b>Motors</b> &amp; Sons\n',
      tickers: ['msft', 'aapl', 'aapl', '$$'],
      tags: ['Stock', 'Stock', ' '],
    });
    expect(accepted[0]?.article).toMatchObject({
      headline: 'Calder Motors & Sons',
      tickers: ['AAPL', 'MSFT'],
      tags: ['Stock'],
      sourceId: '1',
    });
  });

  it.each([
    ['an empty headline', { headline: ' \n' }, 'headline: empty'],
    ['no headline', { headline: null }, 'headline: empty'],
    ['a headline that nobody can see', { headline: '\u200b\u2060 \ufeff\u00ad\u3164' }, 'headline: empty'],
    ['no time', { publishedAt: null }, 'published time: missing or not a time'],
    ['30 February', { publishedAt: '2026-02-30T10:00:00Z' }, 'published time: missing or not a time'],
    ['1970', { publishedAt: '1970-01-01T00:00:00Z' }, 'published time: before 1990'],
  ])('rejects an item with %s, with the reason and the item itself', (_, fields, reason) => {
    const { malformed, accepted } = judgeOne(fields);
    expect(accepted).toEqual([]);
    expect(malformed).toEqual([{ raw: expect.objectContaining(fields), reason }]);
  });

  it.each([
    'tiingokey&#45;123456',
    'tiingokey&amp;#45;123456',
    'tiingo<b></b>key-123456',
    'tiingo\u0000key-123456',
    'tiingo\u200bkey-123456',
  ])('takes a secret that is hidden as %j out of every text of an item, also of a rejected one', (hidden) => {
    const texts = {
      sourceId: hidden,
      headline: `Denied: ${hidden}`,
      description: hidden,
      url: `https://example.com/?key=${hidden}`,
      publisher: hidden,
      tags: [hidden],
    };
    const { accepted } = judgeOne(texts);
    const { article } = accepted[0] ?? {};
    expect(article).toMatchObject({ headline: 'Denied: ***', description: '***', publisher: '***', tags: ['***'] });
    const { malformed } = judgeOne({ ...texts, publishedAt: null });
    expect(malformed[0]?.raw).toMatchObject({ headline: 'Denied: ***', description: '***' });
    for (const kept of [article, malformed]) expect(JSON.stringify(kept)).not.toMatch(/tiingo.{0,12}key/);
  });

  it('cuts a long text after the secret in it was taken out', () => {
    const { accepted } = judgeOne({ headline: `${'x'.repeat(limits.headline - 12)} ${secret}` });
    expect(accepted[0]?.article.headline).toMatch(/x \*{3}$/);
  });

  it('counts what is too far ahead of our clock and does not quarantine it', () => {
    const ahead = (ms: number) => judgeOne({ publishedAt: now + ms });
    expect(ahead(futureToleranceMs)).toMatchObject({ future: 0, accepted: [expect.anything()] });
    expect(ahead(futureToleranceMs + 1)).toMatchObject({ future: 1, malformed: [] });
    expect(judgeOne({ publishedAt: '9999-12-31T00:00:00Z' }).future).toBe(1);
  });

  it('counts what was not asked for and does not quarantine it', () => {
    expect(judgeOne({ tickers: ['MSFT'] })).toMatchObject({ offRequest: 1, malformed: [] });
    expect(judgeOne({ tickers: [] }).offRequest).toBe(1);
    const asked = { from: now - 1000, to: now };
    expect(judgeOne({ publishedAt: now - 1001 }, { asked }).offRequest).toBe(1);
    expect(judgeOne({ publishedAt: now - 1000 }, { asked }).accepted).toHaveLength(1);
    expect(judgeOne({ publishedAt: now + 1 }, { asked }).offRequest).toBe(1);
  });

  it('judges each item alone: a bad one takes none of its neighbours with it', () => {
    const items = [
      candidateItem({ sourceId: '1' }),
      { kind: 'malformed', raw: null, reason: 'item: null' } as const,
      candidateItem({ sourceId: '2' }),
    ];
    const { accepted, malformed } = judgeItems(items, context);
    expect(accepted.map(({ article }) => article.sourceId)).toEqual(['1', '2']);
    expect(malformed).toEqual([{ raw: null, reason: 'item: null' }]);
  });

  it('cuts long texts with a mark and drops a url that cannot be opened', () => {
    const { accepted } = judgeOne({
      headline: 'x'.repeat(100_000),
      description: 'y'.repeat(1_000_000),
      url: 'javascript:alert(1)',
    });
    const article = accepted[0]?.article;
    expect(article?.headline).toHaveLength(limits.headline);
    expect(article?.headline.endsWith('…')).toBe(true);
    expect(article?.description).toHaveLength(limits.description);
    expect(article?.url).toBeNull();
  });

  it('takes for absent what the source did not give', () => {
    const { accepted } = judgeOne({ sourceId: null, description: null, url: null, publisher: null });
    expect(accepted[0]?.article).toMatchObject({ sourceId: null, description: null, url: null, publisher: null });
  });

  it('takes an id that is no plausible id for none', () => {
    for (const sourceId of ['', ' ', 'x'.repeat(201), 'a\u0000b'])
      expect(judgeOne({ sourceId }).accepted[0]?.article.sourceId).toBeNull();
    expect(judgeOne({ sourceId: ' 9007199254740993 ' }).accepted[0]?.article.sourceId).toBe('9007199254740993');
  });

  it('orders by the source’s own time where it gives one', () => {
    expect(judgeOne({ orderedAt: '2026-06-04T13:45:00Z' }).accepted[0]?.orderedAt).toBe(Date.UTC(2026, 5, 4, 13, 45));
    expect(judgeOne({}).accepted[0]?.orderedAt).toBe(Date.UTC(2026, 5, 4, 13, 30));
  });

  it('gives no place to an item that lacks the time by which the source orders', () => {
    for (const orderedAt of [null, 'soon']) {
      const { accepted, reachesBackTo } = judgeOne({ orderedAt });
      expect([accepted[0]?.orderedAt, reachesBackTo]).toEqual([null, null]);
    }
  });

  it('says how far back the page reaches: to its last accepted item with a place', () => {
    const items = [at(now - 1), at(now - 5), at(now - 5), at(now - 9), at(now - 99, { orderedAt: null }), at(0)];
    expect(judgeItems(items, context).reachesBackTo).toBe(now - 9);
    expect(judgeItems([], context).reachesBackTo).toBeNull();
  });

  it('takes a page that is not newest first to reach back no further than to its newest item', () => {
    const items = [at(now - 3), at(now - 9), at(now - 1), at(now - 5)];
    expect(judgeItems(items, context).reachesBackTo).toBe(now - 1);
  });

  it('keeps at most a hundred tickers and tags', () => {
    const names = Array.from({ length: 300 }, (_, index) => `T${index}`);
    const article = judgeOne({ tickers: ['AAPL', ...names], tags: names }).accepted[0]?.article;
    expect(article?.tickers).toHaveLength(100);
    expect(article?.tags).toHaveLength(100);
  });

  it('keeps of too many tickers those that were asked for', () => {
    const names = Array.from({ length: 300 }, (_, index) => `T${index}`);
    const tickers = new Set(tickersOf('ZZ', 'ZZZ'));
    const article = judgeOne({ tickers: [...names, 'ZZZ', 'ZZ'] }, { tickers }).accepted[0]?.article;
    expect(article?.tickers).toHaveLength(100);
    expect(article?.tickers.slice(-2)).toEqual(['ZZ', 'ZZZ']);
    expect(article?.tickers).toEqual([...(article?.tickers ?? [])].sort());
  });

  it('gives every item exactly one verdict, whatever it holds', () => {
    const text = fc.option(fc.string({ unit: 'binary' }));
    const names = fc.array(fc.string(), { maxLength: 4 });
    const candidate = fc.record({
      sourceId: text,
      headline: text,
      description: text,
      url: fc.option(fc.oneof(fc.string(), fc.webUrl())),
      publisher: text,
      publishedAt: fc.oneof(
        text,
        fc.double(),
        fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
      ),
      tickers: fc.oneof(names, fc.constant(['AAPL'])),
      tags: names,
    });
    fc.assert(
      fc.property(fc.array(candidate, { maxLength: 5 }), (candidates) => {
        const judged = judgeItems(
          candidates.map((fields) => candidateItem(fields)),
          context,
        );
        const verdicts = judged.accepted.length + judged.malformed.length + judged.future + judged.offRequest;
        expect(verdicts).toBe(candidates.length);
        for (const { article } of judged.accepted) {
          expect(article.headline.length).toBeGreaterThan(0);
          expect(article.headline.length).toBeLessThanOrEqual(limits.headline);
          expect(article.headline.isWellFormed()).toBe(true);
          expect(article.publishedAt).toBeLessThanOrEqual(now + futureToleranceMs);
        }
      }),
    );
  });

  it('passes over what is about others where the source cannot be asked for tickers', () => {
    const others = judgeOne({ tickers: ['MSFT'] }, { isUnfiltered: true });
    expect(others).toMatchObject({ accepted: [], malformed: [], offRequest: 0, passedOver: 1 });
    expect(judgeOne({}, { isUnfiltered: true })).toMatchObject({ accepted: [{}], passedOver: 0 });
    expect(judgeOne({ headline: '', tickers: [] }, { isUnfiltered: true })).toMatchObject({ malformed: [{}] });
  });
});
