import { candidateItem, tickersOf } from '@ingest/core/testing';
import { describe, expect, it } from 'vitest';
import { futureToleranceMs } from '../../src/collect/judge-items.js';
import { byTimeAndId, judgePage } from '../../src/collect/judge-page.js';
import type { SourceItem } from '../../src/contracts/source.js';
import type { Article } from '../../src/model/article.js';
import { noSecrets } from '../../src/security/redact.js';
import { startOfDay } from '../support/run-setup.js';

const malformed: SourceItem = { kind: 'malformed', raw: 1, reason: 'item: expected object' };
const judged = (...items: readonly SourceItem[]) =>
  judgePage(
    { items, next: null, asked: null },
    {
      source: { name: 'first', capabilities: { maxTickersPerRequest: 1, paging: 'list' } },
      runId: 'r',
      priority: 0,
      now: startOfDay,
      futureToleranceMs,
      tickers: new Set(tickersOf('AAPL')),
      redact: noSecrets,
    },
  );

describe('judgePage', () => {
  it('brings what can be read, oldest first, and quarantines the rest under the source and the run', () => {
    const items = [3, 5].map((minutes) =>
      candidateItem({ sourceId: String(minutes), publishedAt: startOfDay - minutes * 60_000 }),
    );
    const { batch, rubbish } = judged(malformed, ...items);
    expect(batch.articles.map(({ sourceId }) => sourceId)).toEqual(['5', '3']);
    expect(batch.quarantine).toEqual([
      { source: 'first', runId: 'r', at: startOfDay, reason: 'item: expected object', raw: '1' },
    ]);
    expect(rubbish).toBeNull();
  });

  it('takes a page of which nothing can be read for a changed format', () => {
    const { batch, rubbish } = judged(malformed, malformed);
    expect(rubbish).toMatchObject({
      code: 'MALFORMED_RESPONSE',
      message: 'none of the 2 items that first sent can be read (item: expected object)',
    });
    expect(batch.quarantine).toHaveLength(2);
  });

  it('takes an empty page for an empty page', () => {
    expect(judged()).toMatchObject({ batch: { articles: [], quarantine: [] }, rubbish: null });
  });
});

it('orders by time of publication, at one time by id, what has none first', () => {
  const article = (publishedAt: number, sourceId: string | null) => ({ publishedAt, sourceId }) as Article;
  const articles = [article(2, 'a'), article(1, 'b'), article(1, null), article(1, 'B')];
  expect([...articles].sort(byTimeAndId).map(({ sourceId }) => sourceId)).toEqual([null, 'B', 'b', 'a']);
});
