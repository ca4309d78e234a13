import { createHash } from 'node:crypto';
import { getJson } from '@ingest/adapters/http';
import { redactor, SourceError, toTicker } from '@ingest/core';

const keyVariable = 'ACME_API_KEY';

/** What to do about a code, where there is more to say than for all sources. */
const hints = { AUTH_FAILED: `Check ${keyVariable}: the key is shown at https://acme-news.example/account.` };

/** What every source is handed, with what this one takes when it is handed nothing. */
const defaults = { name: 'acme', baseUrl: 'https://api.acme-news.example/v2', timeoutMs: 10_000, plan: 'free' };

/** Acme News: pages of fifty articles, for up to twenty tickers, newest first. */
export function createSource(options = {}) {
  const { name, baseUrl, timeoutMs, plan, apiKey, fetch = globalThis.fetch } = { ...defaults, ...options };
  const redact = options.redact ?? redactor(apiKey === undefined ? [] : [apiKey]);
  return {
    name,
    capabilities: { maxTickersPerRequest: 20, paging: 'list', articlesPerRequest: 50 },
    credential: { variable: keyVariable, keyId: apiKey === undefined ? null : keyIdOf(apiKey) },
    timeoutMs,
    quota: plan === 'none' ? [] : [{ window: 'day', limit: 500 }],
    replay: { baseUrl, tickersOf, emptyBody: '{"data":[],"next_page":null}' },
    readItem,

    async fetchPage({ tickers, cursor }, context) {
      if (apiKey === undefined) throw notConfigured(name);
      const url = new URL(`${baseUrl}/news?symbols=${tickers.join(',')}&page=${pageOf(cursor)}`);
      const body = await getJson({
        source: name,
        url,
        headers: { 'x-acme-key': apiKey },
        signal: context.signal,
        now: context.now,
        fetch,
        redact,
        hints,
        accepts: isPage,
      });
      // Every item stands on the page, in its order: what cannot be read is told, not left out.
      return { items: body.data.map(readItem), next: body.next_page ?? null, asked: null };
    },
  };
}

/** One item of a reply, judged by itself. Names only the fields that are used, and takes nothing for granted. */
function readItem(raw) {
  const { id, title, summary, link, publisher, published, symbols, topics } = raw ?? {};
  if (typeof title !== 'string') return { kind: 'malformed', raw, reason: 'title: no text' };
  if (typeof published !== 'string') return { kind: 'malformed', raw, reason: 'published: no time' };
  const candidate = {
    sourceId: typeof id === 'string' || typeof id === 'number' ? String(id) : null,
    headline: title,
    description: textOrNull(summary),
    url: textOrNull(link),
    publisher: textOrNull(publisher),
    publishedAt: published,
    tickers: texts(symbols),
    tags: texts(topics),
  };
  return { kind: 'candidate', raw, candidate };
}

/** Whether a body has the outer shape of a good reply; anything else is a refusal, and `getJson` says which. */
function isPage(body) {
  return Array.isArray(body?.data);
}

/** A cursor may come from an older version of this file: what is no page means the first. */
function pageOf(cursor) {
  return Number.isSafeInteger(cursor) && cursor > 1 ? cursor : 1;
}

/** The tickers that a url of ours asks for, so that a recording can be played again. */
function tickersOf(url) {
  const symbols = url.searchParams.get('symbols')?.split(',') ?? [];
  const tickers = symbols.map((symbol) => toTicker(symbol)).filter((ticker) => ticker !== null);
  return tickers.length === 0 ? null : tickers;
}

function notConfigured(source) {
  return new SourceError('NOT_CONFIGURED', `${source}: there is no key, so nothing was sent`, {
    source,
    hint: `Set ${keyVariable}, or take ${source} out of the sources.`,
  });
}

/** By this a key is known in the store; nobody gets from it to the key. */
function keyIdOf(apiKey) {
  return createHash('sha256').update(apiKey).digest('hex').slice(0, 8);
}

function textOrNull(value) {
  return typeof value === 'string' ? value : null;
}

function texts(value) {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}
