import { type Source, SourceError, type TickerAggregate } from '@ingest/core';
import { describe, expect, test } from 'vitest';
import { sourceAggregateCases } from '../../src/conformance/source-aggregate-cases.js';
import { missingFeature } from '../../src/conformance/source-subject.js';
import {
  type BrokenSource,
  createSmallSource,
  failuresOf,
  findOutSources,
  smallKey,
  smallSubject,
} from '../support/small-source.js';

type FetchAggregate = NonNullable<Source['fetchAggregate']>;

/** A source that says something else of a ticker, or says it in another way. */
function asks(
  how: (right: FetchAggregate, ...asked: Parameters<FetchAggregate>) => ReturnType<FetchAggregate>,
  ...foundBy: readonly string[]
): BrokenSource {
  return {
    how: (source) => {
      const right: FetchAggregate = (...asked) => (source.fetchAggregate as FetchAggregate)(...asked);
      return { fetchAggregate: (...asked) => how(right, ...asked) };
    },
    foundBy,
  };
}

const said = (score: number | null, articlesLastWeek: number | null = null): TickerAggregate => ({
  statement: { score, label: null, confidence: null },
  articlesLastWeek,
});

const one = 'what is said of a ticker as a whole is one request about it, and on the scale';
const nothing = 'of a ticker of which nothing is said nothing is made up';
const fails = 'an answer about a ticker as a whole fails as a page does, after one request';

describe('the cases of aggregates', () => {
  findOutSources(sourceAggregateCases, {
    'asks twice': asks(async (right, ...asked) => {
      await right(...asked);
      return right(...asked);
    }, one),
    'says nothing of any ticker': asks(async (right, ...asked) => {
      await right(...asked);
      return null;
    }, one),
    'counts in percent': asks(async (right, ...asked) => ((await right(...asked)) === null ? null : said(65)), one),
    'counts half articles': asks(
      async (right, ...asked) => ((await right(...asked)) === null ? null : said(0, 2.5)),
      one,
    ),
    'makes a zero of nothing': asks(async (right, ...asked) => (await right(...asked)) ?? said(0), nothing),
    'asks about another ticker': asks(
      (right, _, context) => right('MSFT' as Parameters<FetchAggregate>[0], context),
      one,
    ),
    'takes a failure for nothing said': asks((right, ...asked) => right(...asked).catch(() => null), fails),
    'fails with plain errors': asks(
      (right, ...asked) =>
        right(...asked).catch((error: unknown) => {
          throw SourceError.is(error) ? new Error(error.message) : error;
        }),
      fails,
      'without its key nothing is asked about a ticker as a whole',
    ),
    'repeats its key': {
      how: (_, options) => ({
        fetchAggregate: createSmallSource({ ...options, redact: (text) => text }).fetchAggregate as FetchAggregate,
      }),
      foundBy: [fails],
    },
    'does not look at its signal': asks(
      (right, ticker, context) => right(ticker, { ...context, signal: new AbortController().signal }),
      'the signal ends an answer about a ticker as a whole before it begins',
    ),
    'asks without a key': {
      how: (_, options) => ({
        fetchAggregate: createSmallSource({ ...options, apiKey: options.apiKey ?? smallKey })
          .fetchAggregate as FetchAggregate,
      }),
      foundBy: ['without its key nothing is asked about a ticker as a whole'],
    },
  });

  test('a source that has fetchAggregate is not taken without an answer to it', async () => {
    const { aggregate: _, ...subject } = smallSubject();
    expect(await failuresOf(sourceAggregateCases, subject)).toEqual(expect.arrayContaining([one, nothing]));
  });

  test('one that has not is left out', () => {
    const subject = smallSubject(() => ({ fetchAggregate: undefined as never }));
    expect(sourceAggregateCases.map((item) => missingFeature(item, subject))).toEqual(Array(5).fill('aggregate'));
  });
});
