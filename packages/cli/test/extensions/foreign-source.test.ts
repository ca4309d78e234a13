import { pathToFileURL } from 'node:url';
import { namedSource } from '@ingest/core';
import { expect, it } from 'vitest';
import { foreignSource } from '../../src/extensions/foreign-source.js';
import { sourceModule, write } from '../support/extensions.js';
import { inEmptyDirectory } from '../support/ingest.js';

const directory = inEmptyDirectory();

it('asks a source from outside for its name, its key and its address', async () => {
  write('acme.mjs', sourceModule);
  const extension = { use: './acme.mjs', url: pathToFileURL(`${directory.path}/acme.mjs`).href };
  const source = await foreignSource(extension, namedSource('./acme.mjs'));
  expect(source).toMatchObject({
    ownName: 'acme',
    keyVariable: 'ACME_API_KEY',
    baseUrlVariable: 'ACME_BASE_URL',
    defaultBaseUrl: 'https://acme.example/v1',
  });
  const { createSource } = await source.load();
  expect(await createSource({ name: 'spare', apiKey: 'k' })).toMatchObject({ name: 'spare' });
});

it('knows a source without keys', async () => {
  write('free.mjs', sourceModule.replace(/credential: .*,/, 'credential: null,').replace("'acme'", "'my-feed'"));
  const extension = { use: './free.mjs', url: pathToFileURL(`${directory.path}/free.mjs`).href };
  expect(await foreignSource(extension, namedSource('./free.mjs'))).toMatchObject({
    keyVariable: null,
    baseUrlVariable: 'MY_FEED_BASE_URL',
  });
});

it('hides its options in whatever a source from outside fails with', async () => {
  const text = sourceModule
    .replace("desk = 'none'", "desk = 'none', token")
    .replace('async fetchPage({', "async fetchPage() { throw new Error('no ' + token) },\n    async other({");
  write('open.mjs', text);
  const extension = { use: './open.mjs', url: pathToFileURL(`${directory.path}/open.mjs`).href };
  const options = { token: 'hunter22' };
  const { load } = await foreignSource(extension, { ...namedSource('./open.mjs'), options });
  const source = await (await load()).createSource({ ...options, name: 'acme' });
  const request = { tickers: [], reading: 'fresh', window: null, cursor: null } as const;
  const context = { signal: new AbortController().signal, now: 0 };
  await expect(source.fetchPage(request, context)).rejects.toMatchObject({ message: 'acme: Error: no ***' });
});
