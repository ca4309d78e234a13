import { describe, expect, test } from 'vitest';
import { article, page } from '../../src/conformance/build.js';
import { historyCases } from '../../src/conformance/history-cases.js';
import { historiesOf, pastsOf } from '../../src/sqlite/histories.js';
import { conform } from '../support/conform.js';
import { storeInMemory } from '../support/memory-database.js';
import { sqliteSubject } from '../support/subjects.js';

describe('histories in SQLite', () => conform([...historyCases], sqliteSubject));

test('an article of a time when there was one rule alone joined by that', async () => {
  const { store, database } = await storeInMemory();
  await store.articles.commitPage(page([article(), article({ sourceId: '2' })]));
  database.exec('UPDATE articles SET joined_by = NULL');
  const [history] = historiesOf(database, [1]);
  expect(history?.articles.map(({ joinedBy }) => joinedBy)).toEqual([null, 'same']);
  expect(pastsOf(database, [1])).toEqual([{ ...history, keys: undefined }]);
});
