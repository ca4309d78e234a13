import { noSecrets, SourceError } from '@ingest/core';
import { scriptedSource } from '@ingest/core/testing';
import { createStore } from '@ingest/storage';
import { expect, it } from 'vitest';
import { composeIngest } from '../src/compose-ingest.js';
import { composeSinks } from '../src/compose-sinks.js';
import { loadSettings } from '../src/config/load.js';
import { inEmptyDirectory } from './support/ingest.js';

inEmptyDirectory();

it('makes a whole of the settings, which a command may change in parts', async () => {
  const loaded = await loadSettings({ tickers: 'AAPL,MSFT', mode: 'parallel' });
  const store = await createStore('memory:');
  await store.open({ create: true });
  const sinks = await composeSinks(loaded.settings, noSecrets);
  const error = new SourceError('SERVER_ERROR', 'no', { source: 'first' });
  const sources = [scriptedSource({ name: 'first', answer: () => ({ error }) })];
  const parts = { sources, sinks, scorer: null, store, onEvent: () => {} };
  const report = await composeIngest(loaded, parts, { writes: 'nothing' }).run();
  expect(report).toMatchObject({ mode: 'parallel', tickers: ['AAPL', 'MSFT'], outcome: 'failed' });
  expect(await store.state.sources()).toEqual([]);
  await store.close();
});
