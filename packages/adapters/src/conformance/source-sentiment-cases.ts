import assert from 'node:assert/strict';
import { type CandidateSentiment, type CandidateStatement, toTicker } from '@ingest/core';
import { ask, connect, reply } from './source-exchange.js';
import type { SourceCase, SourceSubject } from './source-subject.js';
import { isCopied, isOnTheScale, isWithin } from './statement.js';

/** What the items of a reply that could be read say of sentiment; an item that says nothing is undefined. */
async function read(subject: SourceSubject, body: string): Promise<readonly (CandidateSentiment | undefined)[]> {
  const { source } = connect(subject, () => reply(subject, body));
  const { items } = await ask(source);
  return items.flatMap((item) => (item.kind === 'candidate' ? [item.candidate.sentiment] : []));
}

function statementsOf(read: readonly (CandidateSentiment | undefined)[]): readonly CandidateStatement[] {
  return read
    .filter((one) => one !== undefined)
    .flatMap(({ article, tickers }) => [article, ...tickers.map(({ statement }) => statement)])
    .filter((statement) => statement !== null);
}

/** How a source hands on what its provider says of good and bad news. */
export const sourceSentimentCases: readonly SourceCase[] = [
  {
    name: 'what is stated of sentiment is on the scale, and its confidence is no copy of the score',
    needs: [],
    async run(subject) {
      const sentiments = await read(subject, subject.page);
      const statements = statementsOf(sentiments);
      for (const statement of statements) isOnTheScale(statement);
      for (const { ticker, relevance } of sentiments.flatMap((one) => one?.tickers ?? [])) {
        assert.notEqual(toTicker(ticker), null, `${ticker} is no ticker`);
        assert.ok(relevance === null || isWithin(relevance, 0, 1), `a relevance is ${relevance}`);
      }
      const sure = statements.filter(({ confidence }) => confidence !== null);
      assert.ok(sure.length === 0 || !sure.every(isCopied), 'every confidence is the score without its sign');
      const isGiven = subject.pageWithoutSentiment !== undefined;
      if (statements.length > 0) assert.ok(isGiven, 'the subject gives no page that says nothing of sentiment');
      else assert.ok(!isGiven, 'the page of the subject states nothing, and it gives one without sentiment');
    },
  },
  {
    name: 'nothing is stated where nothing was said',
    needs: ['sentiment'],
    async run(subject) {
      const sentiments = await read(subject, subject.pageWithoutSentiment ?? '');
      assert.ok(sentiments.length > 0, 'the page without sentiment has no items');
      assert.deepEqual(statementsOf(sentiments), [], 'a statement is made up');
    },
  },
];
