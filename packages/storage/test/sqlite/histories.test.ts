import { storyKey } from '@ingest/core';
import { describe, expect, test } from 'vitest';
import { article, numbered, page } from '../../src/conformance/build.js';
import { historyCases } from '../../src/conformance/history-cases.js';
import { historiesOf, pastsOf, storyIds } from '../../src/sqlite/histories.js';
import { conform } from '../support/conform.js';
import { storeInMemory } from '../support/memory-database.js';
import { sqliteSubject } from '../support/subjects.js';

describe('histories in SQLite', () => conform([...historyCases], sqliteSubject));

test('rows are found by the own keys of stories, not by those of articles that joined', async () => {
  const { store, database } = await storeInMemory();
  const joining = article({ sourceId: '2', headline: article().headline.replace('its', 'its own') });
  await store.articles.commitPage(page([article(), joining, numbered(1)]));
  const keys = [numbered(1), joining, article()].map((one) => storyKey(one));
  expect(storyIds(database, keys)).toEqual([2, 1]);
});

test('an article of a time when there was one rule alone joined by that', async () => {
  const { store, database } = await storeInMemory();
  await store.articles.commitPage(page([article(), article({ sourceId: '2' })]));
  database.exec('UPDATE articles SET joined_by = NULL');
  const [history] = historiesOf(database, [1]);
  expect(history?.articles.map(({ joinedBy }) => joinedBy)).toEqual([null, 'same']);
  expect(pastsOf(database, [1])).toEqual([{ ...history, keys: undefined }]);
});
