import { beforeEach, describe, expect, it } from 'vitest';
import { articleOf, commitAt } from '../support/commit.js';
import { inEmptyDirectory, ingest } from '../support/ingest.js';

inEmptyDirectory();

const at = Date.UTC(2026, 10, 4, 3, 30);
const sentiment = (...args: string[]) => ingest('sentiment', ...args, '--store', 'news.db');
const stated = (label: 'positive' | 'negative') => ({
  priority: 0,
  article: { score: null, label, confidence: 0.5 },
  tickers: [],
});

beforeEach(async () => {
  // Half past ten in the evening of 3 November in New York.
  await commitAt(
    'news.db',
    at,
    articleOf({ publishedAt: at - 60_000, sentiment: stated('negative') }),
    articleOf({
      sourceId: '2',
      headline: 'Beltrano Foods opens a second bakery for its own shops in the old town',
      publishedAt: at - 86_400_000,
    }),
  );
});

describe('sentiment', () => {
  it('counts by the days of New York, from the instant that it is asked about', async () => {
    const { stdout, exitCode } = await sentiment('cldr', '--days', '3', '--as-of', '2026-11-04T04:00Z');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('CLDR  2026-11-01 to 2026-11-03: 2 stories, 1 with a sentiment');
    expect(stdout).toMatch(/Mon 2026-11-02 +1 .*\./);
    expect(stdout).toMatch(/Tue 2026-11-03 +1 +0 +0 +1 +– +-$/m);
    const { days, asOf } = (await sentiment('CLDR', '--days', '1', '--as-of', '2026-11-04T04:00Z', '--json')).json<{
      days: { date: string; stories: number }[];
      asOf: string;
    }>();
    expect([days.map(({ date, stories }) => [date, stories]), asOf]).toEqual([
      [['2026-11-03', 1]],
      '2026-11-04T04:00:00.000Z',
    ]);
  });

  it('knows nothing of what came later', async () => {
    expect((await sentiment('CLDR', '--as-of', '2026-11-04T03:29Z')).stdout).toContain(': 0 stories');
  });

  it.each([
    [['$$'], '"$$" is not a ticker'],
    [['CLDR', '--days', '367'], '--days: at most 366'],
    [['CLDR', '--min-relevance', '2'], '--min-relevance: "2" is not a number from 0 to 1'],
    [['CLDR', '--ask', 'nobody'], '--ask: "nobody" is not in the chain of sources'],
    [['CLDR', '--ask', 'tiingo'], '"tiingo" says nothing of a ticker as a whole'],
  ])('refuses %j', async (args, message) => {
    const { exitCode, stderr } = await sentiment(...args);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(message)]);
  });
});
