import { expect, test } from 'vitest';
import { article, noon, owner, page, term } from '../../src/conformance/build.js';
import { rowOf } from '../../src/dynamodb/row.js';
import { hasDynamo, openDynamo, tableOf } from '../support/dynamodb.js';

test.skipIf(!(await hasDynamo()))(
  'pruning removes the lists of a story, and logs of commits that never came to be',
  async () => {
    const { store, table: name } = await openDynamo();
    const table = await tableOf(name);
    await store.articles.commitPage(page([article()]));
    await store.leases.take('run', owner(1), term());
    await table.putAll([rowOf({ pk: 'LOG', sk: 'old#0' }, [], { id: 'old', at: noon - 1 })]);
    await table.putAll([rowOf({ pk: 'LOG', sk: 'new#0' }, [], { id: 'new', at: noon })]);
    const pruned = await store.maintenance.prune({ eventsBefore: noon, storiesBefore: noon + 1 });
    expect(pruned).toEqual({ events: 0, quarantined: 0, stories: 1, deliveries: 0, incidents: 0 });
    expect((await table.queryAll('LOG')).map(({ id }) => id)).toEqual(['new']);
    expect([await table.queryAll('C#tiingo'), await table.queryAll('T#CLDR')]).toEqual([[], []]);
  },
);
