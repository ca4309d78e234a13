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
