import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** The text of a module with a source that serves one article a page, out of nothing; it asks the fetch that it is handed. */
export const sourceModule = `
export function createSource({ name = 'acme', apiKey, baseUrl = 'https://acme.example/v1', fetch, timeoutMs = 5000, plan, desk = 'none' } = {}) {
  return {
    name,
    capabilities: { maxTickersPerRequest: 5, paging: 'list' },
    credential: { variable: 'ACME_API_KEY', keyId: apiKey ? '0123abcd' : null },
    timeoutMs,
    quota: plan === 'none' ? [] : [{ window: 'day', limit: 100 }],
    replay: { baseUrl, tickersOf: (url) => url.searchParams.get('symbols')?.split(',') ?? null, emptyBody: '[]' },
    async fetchPage({ tickers, cursor }, { signal, now }) {
      const response = await fetch(baseUrl + '/news?symbols=' + tickers.join(',') + '&page=' + (cursor ?? 0), {
        headers: { authorization: 'Bearer ' + apiKey },
        signal,
      });
      const items = await response.json();
      return { items: items.map(readItem), next: items.length === 0 ? null : (cursor ?? 0) + 1, asked: null };
    },
    readItem,
  };
  function readItem(raw) {
    const { id, title, at } = raw;
    const candidate = { sourceId: id, headline: title, description: desk, url: null, publisher: null, publishedAt: at, tickers: ['AAPL'], tags: [] };
    return { kind: 'candidate', raw, candidate };
  }
}
`;

/** The text of a module with a sink that keeps what it is given in a file, one headline of JSON a line. */
export const sinkModule = `
import { appendFileSync } from 'node:fs';
export function createSink({ name = 'pigeon', path = 'pigeon.txt' }) {
  return { name, async deliver(message) { appendFileSync(path, message.eventType + '\\n'); } };
}
`;

const rooms = ['articles', 'state', 'leases', 'registers', 'outbox', 'incidents', 'reading', 'maintenance']
  .map((name) => `${name}: new Proxy({}, { get: () => () => [] })`)
  .join(', ');

/** The text of a module with a store that cannot be opened. */
export const closedStoreModule = `
export const createStore = () => ({
  capabilities: { maxArticlesPerCommit: 100, backsUpToFile: false }, location: 'acme', open() { throw new Error('no route') }, close() {}, ${rooms}
});
`;

/** Writes a module, or any other file, with the folders above it. */
export function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** Writes a package below a folder, with one module that can only be imported, as packages of our time are. */
export function writePackage(folder: string, name: string, text: string): void {
  const root = `${folder}/node_modules/${name}`;
  write(
    `${root}/package.json`,
    JSON.stringify({ name, version: '1.0.0', type: 'module', exports: { import: './index.js' } }),
  );
  write(`${root}/index.js`, text);
}
