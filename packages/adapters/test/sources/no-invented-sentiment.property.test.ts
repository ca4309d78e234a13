import type { SourceItem } from '@ingest/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ask } from '../support/ask.js';
import { sourcesUnderTest } from '../support/sources.js';

/** What stands where a number or a word should: also numbers as texts, and texts that only look like numbers. */
const value = fc.oneof(
  fc.constantFrom(null, '', ' ', 'NaN', '-', '0.0', '1e-1', '1e400', '0x1', 'Infinity', true, 0, -1, 1, 2, 65.4),
  fc.constantFrom('Bullish', 'Somewhat_Bullish', 'positive', 'NEUTRAL', 'mixed'),
  fc.double({ min: -2, max: 2, noNaN: true }),
  fc.jsonValue({ maxDepth: 1 }),
);

/** A member that may be missing, or be anything. */
const about = (name: string, ...members: readonly string[]) =>
  fc.record(
    { [name]: fc.oneof(value, fc.constantFrom('QNDL', 'BRK-A', 'FOREX:GBP', 'APC.DE')), ...of(members) },
    { requiredKeys: [] },
  );
const of = (members: readonly string[]) => Object.fromEntries(members.map((member) => [member, value]));
const listOfAny = (name: string, ...members: readonly string[]) =>
  fc.oneof(value, fc.array(fc.oneof(about(name, ...members), value), { maxLength: 4 }));

const item = fc.record(
  {
    title: fc.constant('Nordell'),
    headline: fc.constant('Nordell'),
    tickers: fc.constant(['QNDL']),
    ...of(['overall_sentiment_score', 'overall_sentiment_label', 'sentiment', 'sentiment_score', 'score']),
    ticker_sentiment: listOfAny('ticker', 'relevance_score', 'ticker_sentiment_score', 'ticker_sentiment_label'),
    insights: listOfAny('ticker', 'sentiment', 'sentiment_reasoning'),
    entities: listOfAny('symbol', 'country', 'type', 'match_score', 'sentiment_score'),
  },
  { requiredKeys: ['title', 'headline', 'tickers'] },
);

/** Every number and every word that stands in a value, at whatever depth. */
function leavesOf(json: unknown): { readonly numbers: Set<number>; readonly words: Set<string> } {
  const numbers = new Set<number>();
  const words = new Set<string>();
  JSON.stringify(json, (_, leaf) => {
    if (typeof leaf === 'number') numbers.add(leaf);
    if (typeof leaf === 'string') {
      words.add(leaf.trim());
      if (leaf.trim() !== '') numbers.add(Number(leaf));
    }
    return leaf;
  });
  return { numbers, words };
}

function checkItem(read: SourceItem): void {
  if (read.kind === 'malformed' || read.candidate.sentiment === undefined) return;
  const { numbers, words } = leavesOf(JSON.parse(JSON.stringify(read.raw)));
  const { article, tickers } = read.candidate.sentiment;
  const isStated = (number: number | null) => number === null || numbers.has(number);
  for (const statement of [article, ...tickers.map((one) => one.statement)]) {
    if (statement === null) continue;
    const { score, label, nativeLabel, confidence } = statement;
    expect(score !== null || label !== null).toBe(true);
    expect(isStated(score)).toBe(true);
    expect(score === null || (score >= -1 && score <= 1)).toBe(true);
    if (label !== null) expect(words).toContain(nativeLabel);
    expect(confidence).toBeNull();
  }
  for (const { ticker, relevance } of tickers) {
    expect(isStated(relevance)).toBe(true);
    expect(relevance === null || (relevance >= 0 && relevance <= 1)).toBe(true);
    expect(ticker).not.toContain(':');
  }
}

describe.each(sourcesUnderTest)('$name', ({ create, replyOf }) => {
  test('states no number and no word that its provider did not state', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(item, { minLength: 1, maxLength: 3 }), async (items) => {
        const fetch = async () => Response.json(replyOf(items));
        const page = await ask(create({ fetch }));
        for (const read of page.items) checkItem(read);
      }),
      { numRuns: 300 },
    );
  });
});
