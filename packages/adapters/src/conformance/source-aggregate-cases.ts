import assert from 'node:assert/strict';
import { IngestError, type Source, type TickerAggregate } from '@ingest/core';
import { connect, failsWith, now, reply, sentOnce, tickers } from './source-exchange.js';
import type { SourceCase, SourceSubject } from './source-subject.js';
import { isOnTheScale, isWithin } from './statement.js';

/** Asks a source what it says of AAPL as a whole. */
async function askAggregate(source: Source, signal = new AbortController().signal): Promise<TickerAggregate | null> {
  const [ticker] = tickers('AAPL');
  assert.ok(ticker !== undefined && source.fetchAggregate !== undefined);
  return source.fetchAggregate(ticker, { signal, now });
}

function givenBy({ aggregate }: SourceSubject): { readonly body: string; readonly nothing: string } {
  assert.ok(aggregate !== undefined, 'the source has fetchAggregate, and the subject gives no answer to it');
  return aggregate;
}

/** What a source says of a ticker as a whole. */
export const sourceAggregateCases: readonly SourceCase[] = [
  {
    name: 'what is said of a ticker as a whole is one request about it, and on the scale',
    needs: ['aggregate'],
    async run(subject) {
      const { source, requests } = connect(subject, () => reply(subject, givenBy(subject).body));
      const read = await askAggregate(source);
      assert.ok(read !== null, 'nothing was read');
      isOnTheScale(read.statement);
      const { articlesLastWeek } = read;
      const isCount = Number.isInteger(articlesLastWeek) && isWithin(articlesLastWeek, 0, Number.MAX_SAFE_INTEGER);
      assert.ok(articlesLastWeek === null || isCount, `articlesLastWeek is ${articlesLastWeek}`);
      assert.deepEqual(source.replay.tickersOf(sentOnce(requests).url), tickers('AAPL'));
    },
  },
  {
    name: 'of a ticker of which nothing is said nothing is made up',
    needs: ['aggregate'],
    async run(subject) {
      const { source } = connect(subject, () => reply(subject, givenBy(subject).nothing));
      assert.equal(await askAggregate(source), null);
    },
  },
  {
    name: 'an answer about a ticker as a whole fails as a page does, after one request',
    needs: ['aggregate'],
    async run(subject) {
      const repeated = JSON.stringify({ error: `refused ${subject.key}` });
      for (const [code, body, status] of [
        ['AUTH_FAILED', repeated, 401],
        ['RATE_LIMITED', repeated, 429],
        ['SERVER_ERROR', repeated, 500],
        ['MALFORMED_RESPONSE', repeated, 200],
        ['MALFORMED_RESPONSE', '42', 200],
        ['MALFORMED_RESPONSE', '<!doctype html><html><body>Sign in</body></html>', 200],
        ['EMPTY_RESPONSE', '', 200],
      ] as const) {
        const { source, requests } = connect(subject, () => reply(subject, body, { status }));
        await failsWith([code], source, subject, askAggregate(source));
        sentOnce(requests);
      }
    },
  },
  {
    name: 'the signal ends an answer about a ticker as a whole before it begins',
    needs: ['aggregate'],
    async run(subject) {
      const reason = new IngestError('ABORTED', 'stopped');
      const { source, requests } = connect(subject, () => reply(subject, givenBy(subject).body));
      await assert.rejects(askAggregate(source, AbortSignal.abort(reason)), (thrown) => thrown === reason);
      assert.equal(requests.length, 0, 'a request was sent');
    },
  },
  {
    name: 'without its key nothing is asked about a ticker as a whole',
    needs: ['aggregate', 'key'],
    async run(subject) {
      const { source, requests } = connect(subject, () => reply(subject, givenBy(subject).body), { apiKey: undefined });
      await failsWith(['NOT_CONFIGURED'], source, subject, askAggregate(source));
      assert.equal(requests.length, 0, 'a request was sent');
    },
  },
];
