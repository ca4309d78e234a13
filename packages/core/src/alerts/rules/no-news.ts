import { HOUR_MS } from '../../time/instant.js';
import { type AlertRule, answering, fine, firing } from '../verdict.js';

const kind = 'NO_NEWS';

/** How long an open session may be without a new story. */
export const silentForMs = 2 * HOUR_MS;
/** In how many sessions before there has to have been news, and how much of it in each. */
export const sessionsBefore = 5;
export const storiesBefore = 4;

/** No new story for two hours of an open session, though each of the last five had at least four; one that arrives resolves it. */
export const noNews: AlertRule = (facts) => {
  const { now, market, newStories } = facts;
  if (newStories > 0) return [fine(kind)];
  if (market === null || market.openedAt === null || now - market.openedAt < silentForMs) return [];
  const before = market.newStoriesBySession;
  if (before === null || before.length < sessionsBefore || before.some((count) => count < storiesBefore)) return [];
  return [
    firing(kind, null, {
      severity: 'warning',
      summary: `no new story for 2 h of an open session; the last ${sessionsBefore} sessions had ${[...before].reverse().join(', ')}`,
      since: now - silentForMs,
      stillWorks: answering(facts),
      more: ['a source may answer with nothing and be dead all the same: look at what it says of itself'],
      next: 'ingest events',
    }),
  ];
};
