import { settings as schema } from '@ingest/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { resolveParts } from '../../src/extensions/resolve-parts.js';
import { sinkModule, sourceModule, write, writePackage } from '../support/extensions.js';
import { inEmptyDirectory } from '../support/ingest.js';

const directory = inEmptyDirectory();
beforeEach(() => {
  write('ext/acme.mjs', sourceModule);
  write('ext/pigeon.mjs', sinkModule);
  write('store.mjs', 'export const createStore = () => null;');
});

const resolved = (given: object) =>
  resolveParts({
    settings: schema.parse(given),
    whereIs: (path) => `file.yaml:${path.length}  `,
    from: directory.path,
    storeFrom: directory.path,
    isStoreConfigured: true,
    scorerFrom: directory.path,
  });
const invalid = (message: string) => ({ code: 'CONFIG_INVALID', message: expect.stringContaining(message) });

describe('resolveParts', () => {
  it('gives a source from outside the name that it has, unless the configuration gives it one', async () => {
    writePackage('.', '@acme/ingest-source', sourceModule);
    const { sources, extensions } = await resolved({
      sources: ['tiingo', './ext/acme.mjs', { use: '@acme/ingest-source', name: 'spare' }],
    });
    expect(sources.map(({ use, name }) => [use, name])).toEqual([
      ['tiingo', undefined],
      ['./ext/acme.mjs', 'acme'],
      ['@acme/ingest-source', 'spare'],
    ]);
    expect([...extensions.sources.keys()]).toEqual(['acme', 'spare']);
  });

  it('loads no source that takes no part', async () => {
    write('ext/broken.mjs', 'throw new Error("loaded all the same");');
    const { extensions } = await resolved({ sources: ['tiingo', { use: './ext/broken.mjs', enabled: false }] });
    expect(extensions.sources.size).toBe(0);
  });

  it('finds sinks and the store', async () => {
    const { extensions, store } = await resolved({
      sinks: [{ use: './ext/pigeon.mjs' }, { use: 'stdout' }],
      alerts: [{ use: './ext/pigeon.mjs' }],
      store: { use: './store.mjs', options: { path: 'x' } },
    });
    expect([...extensions.sinks.keys()]).toEqual(['./ext/pigeon.mjs']);
    expect(store).toMatchObject({ use: './store.mjs', options: { path: 'x' }, isConfigured: true });
    expect((await resolved({ store: './store.mjs' })).store).toMatchObject({ use: './store.mjs', options: {} });
    expect((await resolved({ store: './news.db', sinks: [{ use: './ext/pigeon.mjs' }] })).store).toBe('./news.db');
  });

  it('finds the scorer with its options; the built-in one and none come with the program', async () => {
    write('gauge.mjs', 'export const createScorer = () => null;');
    const { extensions } = await resolved({ sentiment: { scorer: { use: './gauge.mjs', options: { path: 'x' } } } });
    expect(extensions.scorer).toMatchObject({ use: './gauge.mjs', options: { path: 'x' } });
    for (const scorer of ['lexicon', 'none'])
      expect((await resolved({ sentiment: { scorer } })).extensions.scorer).toBeNull();
  });

  it.each([
    [{ sentiment: { scorer: 'lexikon' } }, 'sentiment.scorer: unknown scorer "lexikon"\n  did you mean "lexicon"?'],
    [{ sources: ['tingo'] }, 'file.yaml:3  sources[0].use: unknown source "tingo"\n  did you mean "tiingo"?'],
    [
      { alerts: [{ use: 'webhok' }] },
      'alerts[0].use: unknown sink "webhok"\n  did you mean "webhook"?  known: webhook,',
    ],
    [{ sources: ['./gone.mjs'] }, 'sources[0].use: there is no file '],
    [{ sinks: [{ use: './gone.mjs' }] }, 'sinks[0].use: there is no file '],
    [{ store: './gone.mjs' }, 'file.yaml:1  store: there is no file '],
    [{ store: { use: 'acme-store' } }, 'store: there is no package acme-store'],
    [{ sources: ['./store.mjs'] }, 'file.yaml:2  source ./store.mjs: the module has no function createSource'],
  ])('says where and what of %j', async (given, message) => {
    await expect(resolved(given)).rejects.toMatchObject(invalid(message));
  });
});
