import { pathToFileURL } from 'node:url';
import { namedSource } from '@ingest/core';
import { describe, expect, it, vi } from 'vitest';
import { composeSources, openStore, redactorOf } from '../src/compose.js';
import { loadSettings } from '../src/config/load.js';
import { closedStoreModule, write } from './support/extensions.js';
import { inEmptyDirectory } from './support/ingest.js';

const directory = inEmptyDirectory();

describe('composeSources', () => {
  it('makes the sources of the chain in order, with key and base url of the environment', async () => {
    vi.stubEnv('TIINGO_API_KEY', 'a-key');
    vi.stubEnv('FINNHUB_BASE_URL', 'http://127.0.0.1:1/api');
    const loaded = await loadSettings({});
    const sources = await composeSources(
      loaded.settings.sources,
      loaded,
      (text) => text,
      () => fetch,
    );
    expect(sources.map(({ name, replay, credential }) => [name, replay.baseUrl, credential?.keyId !== null])).toEqual([
      ['tiingo', 'https://api.tiingo.com', true],
      ['finnhub', 'http://127.0.0.1:1/api', false],
    ]);
  });

  it('leaves out what is not enabled, and takes name, base url and time from the configuration', async () => {
    const loaded = await loadSettings({});
    const off = { ...namedSource('tiingo'), enabled: false };
    const spare = { ...namedSource('tiingo'), name: 'spare', timeoutMs: 700, baseUrl: 'https://spare.example' };
    const [source, ...others] = await composeSources(
      [off, spare],
      loaded,
      (text) => text,
      () => fetch,
    );
    expect(others).toEqual([]);
    expect(source).toMatchObject({ name: 'spare', timeoutMs: 700, replay: { baseUrl: 'https://spare.example' } });
  });

  it('gives a source without keys none, and has its address from its options', async () => {
    vi.stubEnv('RSS_API_KEY', 'a-key');
    vi.stubEnv('RSS_BASE_URL', 'http://127.0.0.1:1');
    const loaded = await loadSettings({});
    const options = { url: 'https://news.example/feed', tickers: ['AAPL'] };
    const [source] = await composeSources(
      [{ ...namedSource('rss'), name: 'wire', options }],
      loaded,
      (text) => text,
      () => fetch,
      { apiKey: () => 'replay' },
    );
    expect(source).toMatchObject({ name: 'wire', credential: null, replay: { baseUrl: 'https://news.example/feed' } });
  });
});

describe('redactorOf', () => {
  it('takes out every key of the chain and every value put into the file', async () => {
    vi.stubEnv('TIINGO_API_KEY', 'key-of-tiingo');
    const redact = redactorOf({ ...(await loadSettings({})), secrets: ['put-into-file'] });
    expect(redact('key-of-tiingo put-into-file else')).toBe('*** *** else');
  });
});

describe('openStore', () => {
  it('opens what is there, and makes what is not only when told to', async () => {
    await expect(openStore('news.db', false)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    await (await openStore('news.db', true)).close();
    await (await openStore('news.db', false)).close();
  });

  it('says what a store from outside fails with, and nothing of its options', async () => {
    write('store.mjs', closedStoreModule.replace('no route', 'no route to db://hunter22'));
    const url = pathToFileURL(`${directory.path}/store.mjs`).href;
    const store = { use: './store.mjs', url, options: { url: 'db://hunter22' }, isConfigured: true };
    await expect(openStore(store, true)).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: 'could not open the store acme: no route to ***',
    });
  });
});
