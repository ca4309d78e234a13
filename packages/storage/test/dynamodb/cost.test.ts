import { expect, test } from 'vitest';
import { nothingConcluded, notification, numbered, page } from '../../src/conformance/build.js';
import { hasDynamo, openDynamo } from '../support/dynamodb.js';
import { startDynamoProxy } from '../support/dynamodb-proxy.js';

const reading = ['BatchGetItem', 'Query'];

test.skipIf(!(await hasDynamo()))(
  'a page costs so many units a story, which docs/storage/dynamodb.md tells',
  async () => {
    const proxy = await startDynamoProxy();
    const { store } = await openDynamo({ endpoint: proxy.endpoint });
    /** Units written and read for each article of a page, and how many requests it took. */
    const costOf = async (articles: readonly ReturnType<typeof numbered>[], eventId?: string) => {
      proxy.operations.length = 0;
      const notifications = eventId === undefined ? [] : [notification({ eventId })];
      await store.articles.commitPage(page(articles, { conclude: () => ({ ...nothingConcluded, notifications }) }));
      const sum = (isRead: boolean) =>
        proxy.operations
          .filter(({ operation }) => reading.includes(operation) === isRead)
          .reduce((units, one) => units + one.units, 0) / articles.length;
      return { written: sum(false), read: sum(true), requests: proxy.operations.length };
    };
    const from = (first: number, count: number) => Array.from({ length: count }, (_, index) => numbered(first + index));
    await costOf(from(0, 10));
    const alone = await costOf(from(100, 1), 'a');
    const some = await costOf(from(200, 40), 'b');
    const many = await costOf(from(300, 100), 'c');
    expect([alone.written <= 19, some.written <= 9.5, many.written <= 10.5]).toEqual([true, true, true]);
    expect([alone.read <= 7, some.read <= 2.2, many.read <= 2.2]).toEqual([true, true, true]);
    // What is known already costs two readings an article and no writing.
    expect(await costOf(from(300, 100))).toEqual({ written: 0, read: 2.01, requests: 3 });
  },
);
