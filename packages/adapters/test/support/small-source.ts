import { hash } from 'node:crypto';
import { redactor, type Source, SourceError, type SourceItem, type Ticker, toTicker } from '@ingest/core';
import { expect, test } from 'vitest';
import { missingFeature, type SourceCase, type SourceSubject } from '../../src/conformance/index.js';
import { getJson } from '../../src/http/index.js';
import type { SourceOptions } from '../../src/sources/source-options.js';

const articles = [
  { id: 7, title: 'Ardent Foods names a new chair', at: '2026-03-02T13:40:00Z', symbols: ['AAPL'], mood: 0.4 },
  { id: 6, title: 'Belt Rail orders forty engines', at: '2026-03-02T13:20:00Z', symbols: ['AAPL', 'T'], mood: null },
];

/** The smallest source that is right. */
export function createSmallSource({
  name = 'small',
  apiKey,
  baseUrl = 'https://small.example/v1',
  timeoutMs = 10_000,
  plan = 'free',
  fetch = globalThis.fetch,
  redact = redactor(apiKey === undefined ? [] : [apiKey]),
}: SourceOptions): Source {
  return {
    name,
    capabilities: { maxTickersPerRequest: 10, paging: 'list' },
    credential: {
      variable: 'SMALL_API_KEY',
      keyId: apiKey === undefined ? null : hash('sha256', apiKey, 'hex').slice(0, 8),
    },
    timeoutMs,
    quota: plan === 'none' ? [] : [{ window: 'day', limit: 100 }],
    replay: { baseUrl, tickersOf, emptyBody: '{"articles":[]}' },
    readItem,
    async fetchAggregate(ticker, { signal, now }) {
      if (apiKey === undefined) throw notConfigured(name);
      const url = new URL(`${baseUrl}/mood?symbols=${ticker}`);
      const headers = { 'x-key': apiKey };
      const { mood } = await getJson({ source: name, url, headers, signal, now, fetch, redact, accepts: isMood });
      if (mood === null) return null;
      return { statement: { score: mood, label: null, confidence: null }, articlesLastWeek: null };
    },
    async fetchPage({ tickers, cursor }, { signal, now }) {
      if (apiKey === undefined) throw notConfigured(name);
      const page = typeof cursor === 'number' ? cursor : 1;
      const url = new URL(`${baseUrl}/news?symbols=${tickers.join(',')}&page=${page}`);
      const headers = { 'x-key': apiKey };
      const reply = await getJson({ source: name, url, headers, signal, now, fetch, redact, accepts: isReply });
      return { items: reply.articles.map(readItem), next: reply.articles.length === 0 ? null : page + 1, asked: null };
    },
  };
}

export const smallKey = 'small-key-0123456789abcdef';

/** A subject whose source may do something otherwise. */
export function smallSubject(how?: BrokenSource['how']): SourceSubject {
  return {
    create(options) {
      const source = createSmallSource(options);
      return { ...source, ...how?.(source, options) };
    },
    key: smallKey,
    page: JSON.stringify({ articles }),
    pageWithMalformedItem: JSON.stringify({ articles: [...articles, { id: 5 }, null] }),
    pageWithoutSentiment: JSON.stringify({ articles: articles.map((article) => ({ ...article, mood: null })) }),
    aggregate: { body: '{"mood":-0.2}', nothing: '{"mood":null}' },
    refusals: [
      { body: '{"error":"The rate limit of 100 requests a day is reached"}', code: 'RATE_LIMITED' },
      { body: `{"error":"Invalid API key: ${smallKey}"}`, code: 'AUTH_FAILED' },
    ],
  };
}

/** A source with something wrong, as changes to one that is right. */
export interface BrokenSource {
  readonly how: (source: Source, options: SourceOptions) => Partial<Source>;
  /** Names of the cases that have to find it out, and all of those that do. */
  readonly foundBy: readonly string[];
}

/** Shows that cases fail on sources that are broken on purpose, and on nothing else. */
export function findOutSources(
  cases: readonly SourceCase[],
  broken: Readonly<Record<string, BrokenSource>>,
  subjectOf: typeof smallSubject = smallSubject,
): void {
  test.each(Object.entries(broken))('finds out a source that %s', async (_, { how, foundBy }) => {
    expect(await failuresOf(cases, subjectOf(how))).toEqual(expect.arrayContaining([...foundBy]));
  });

  test('finds nothing wrong with a source that is right', async () => {
    expect(await failuresOf(cases, subjectOf())).toEqual([]);
  });
}

/** The names of the cases that are not left out, and fail. */
export async function failuresOf(cases: readonly SourceCase[], subject: SourceSubject): Promise<string[]> {
  const failed: string[] = [];
  for (const sourceCase of cases)
    if (missingFeature(sourceCase, subject) === null)
      await sourceCase.run(subject).catch(() => failed.push(sourceCase.name));
  return failed;
}

function readItem(raw: unknown): SourceItem {
  const { id, title, at, symbols, mood } = (raw ?? {}) as Partial<(typeof articles)[number]>;
  if (typeof title !== 'string') return { kind: 'malformed', raw, reason: 'title: missing' };
  const candidate = {
    sourceId: id === undefined ? null : String(id),
    headline: title,
    description: null,
    url: null,
    publisher: null,
    publishedAt: at ?? null,
    tickers: symbols ?? [],
    tags: [],
    ...(typeof mood === 'number' && {
      sentiment: { article: { score: mood, label: null, confidence: null }, tickers: [] },
    }),
  };
  return { kind: 'candidate', raw, candidate };
}

function tickersOf(url: URL): readonly Ticker[] | null {
  const symbols = url.searchParams.get('symbols')?.split(',') ?? [];
  const tickers = symbols.map(toTicker).filter((ticker) => ticker !== null);
  return tickers.length === 0 ? null : tickers;
}

function isReply(body: unknown): body is { articles: unknown[] } {
  return Array.isArray((body as { articles?: unknown } | null)?.articles);
}

function isMood(body: unknown): body is { mood: number | null } {
  const { mood } = (body ?? {}) as { mood?: unknown };
  return mood === null || typeof mood === 'number';
}

function notConfigured(source: string): SourceError {
  return new SourceError('NOT_CONFIGURED', `${source}: there is no key`, { source });
}
