import { describe, expect, test } from 'vitest';
import { articleCases } from '../../src/conformance/article-cases.js';
import { numbered, page } from '../../src/conformance/build.js';
import { commitCases } from '../../src/conformance/commit-cases.js';
import { joiningCases } from '../../src/conformance/joining-cases.js';
import { revisionCases } from '../../src/conformance/revision-cases.js';
import { sentimentCases } from '../../src/conformance/sentiment-cases.js';
import { conform } from '../support/conform.js';
import { countedStore, emptiedSubjects, hasPostgres } from '../support/postgres.js';

describe.skipIf(!(await hasPostgres()))('articles in Postgres', () => {
  conform(
    [...articleCases, ...joiningCases, ...revisionCases, ...commitCases, ...sentimentCases],
    emptiedSubjects().subjects,
  );

  test('where the last page was news the store is not asked what of the next one is, before its turn', async () => {
    const { questionsOf } = await countedStore();
    const news = (index: number) => page([numbered(index), numbered(index + 1)]);
    const asked = await questionsOf(news(0));
    // BEGIN, the question, and COMMIT.
    expect(await questionsOf(news(2))).toBe(asked - 3);
    expect(await questionsOf(page([]))).toBeLessThan(asked - 4);
    const known = await questionsOf(news(0));
    expect(await questionsOf(news(0))).toBe(known + 3);
    expect(await questionsOf(news(4))).toBe(asked);
  });
});
