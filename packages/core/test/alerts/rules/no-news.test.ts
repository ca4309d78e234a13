import { expect, it } from 'vitest';
import type { MarketFacts } from '../../../src/alerts/facts.js';
import { noNews } from '../../../src/alerts/rules/no-news.js';
import { factsOf, hour, marketFactsOf } from '../../support/alert-facts.js';

const factsNow = factsOf().now;
const look = (newStories: number, market: Partial<MarketFacts> | null) =>
  noNews(factsOf({ newStories, market: market === null ? null : marketFactsOf(market) }));
const silent = { openedAt: factsNow - 2 * hour, newStoriesBySession: [4, 9, 30, 12, 5] };

it('fires after two silent hours of a session, when the five before had news', () => {
  expect(look(0, silent)).toMatchObject([
    {
      isFiring: true,
      severity: 'warning',
      summary: 'no new story for 2 h of an open session; the last 5 sessions had 5, 12, 30, 9, 4',
    },
  ]);
});

it.each([
  ['the session is younger', { ...silent, openedAt: factsNow - 2 * hour + 1 }],
  ['there is no session', { ...silent, openedAt: null }],
  ['one of them had three stories', { ...silent, newStoriesBySession: [4, 9, 3, 12, 5] }],
  ['there were four of them', { ...silent, newStoriesBySession: [4, 9, 30, 12] }],
  ['nobody counted', { ...silent, newStoriesBySession: null }],
  ['nobody knows the hours', null],
] as const)('says nothing when %s', (_, market) => {
  expect(look(0, market)).toEqual([]);
});

it('is over when a story arrives, at any time of the day', () => {
  expect(look(1, silent)).toMatchObject([{ isFiring: false }]);
  expect(look(1, null)).toMatchObject([{ isFiring: false }]);
});
