import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach } from 'vitest';

export type Handler = (request: IncomingMessage, response: ServerResponse, url: URL) => void;

export const tiingoKey = 'tiingo-key-7f3a9b';
export const finnhubKey = 'finnhub-key-c81d22';

/** A loopback server in the place of both providers. What it answers is set by each test; without, it knows no news. */
export function providers() {
  const requests: { readonly path: string; readonly url: URL; readonly headers: IncomingMessage['headers'] }[] = [];
  const state: { port: number; tiingo: Handler; finnhub: Handler } = { port: 0, tiingo: json([]), finnhub: json([]) };
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://loopback');
    requests.push({ path: url.pathname, url, headers: request.headers });
    (url.pathname === '/tiingo/news' ? state.tiingo : state.finnhub)(request, response, url);
  });
  beforeEach(async () => {
    Object.assign(state, { tiingo: json([]), finnhub: json([]) });
    requests.length = 0;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    state.port = (server.address() as AddressInfo).port;
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return {
    requests,
    answer: state,
    /** Keys and base urls for a process. */
    env: (): Record<string, string> => ({
      TIINGO_API_KEY: tiingoKey,
      FINNHUB_API_KEY: finnhubKey,
      TIINGO_BASE_URL: `http://127.0.0.1:${state.port}`,
      FINNHUB_BASE_URL: `http://127.0.0.1:${state.port}/api/v1`,
    }),
  };
}

export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Handler {
  return (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
}

export const hang: Handler = () => {};

const minute = 60_000;

/** Tiingo items about invented companies, published in the last hours. */
export function tiingoNews(count: number, tickers: readonly string[] = ['aapl']) {
  return Array.from({ length: count }, (_, index) => {
    const at = Date.now() - (index + 2) * minute;
    return {
      id: 90_000_000 + index,
      publishedDate: new Date(at).toISOString(),
      crawlDate: new Date(at + 30_000).toISOString(),
      title: `Calder Motors opens plant number ${index} near the northern port`,
      description: 'The plant makes electric vans.',
      url: `https://news.example/calder/${index}`,
      source: 'news.example',
      tickers,
      tags: ['Stock'],
    };
  });
}

/** Answers like Tiingo: a newest-first list, read by offset. */
export function tiingoList(items: readonly unknown[]): Handler {
  return (request, response, url) => {
    const offset = Number(url.searchParams.get('offset') ?? 0);
    const limit = Number(url.searchParams.get('limit') ?? 100);
    json(items.slice(offset, offset + limit))(request, response, url);
  };
}

/** Finnhub items for the symbol that was asked for. */
export const finnhubNews: Handler = (request, response, url) => {
  const symbol = url.searchParams.get('symbol') ?? '';
  const item = {
    category: 'company',
    datetime: Math.floor(Date.now() / 1000) - 300,
    headline: `Regulator clears the merger that ${symbol} had proposed in spring`,
    id: 120_000_000 + [...symbol].reduce((sum, letter) => sum + letter.charCodeAt(0), 0),
    image: '',
    related: symbol,
    source: 'Wirepost',
    summary: 'No conditions were attached.',
    url: 'https://finnhub.example/api/news?id=1',
  };
  json([item])(request, response, url);
};
