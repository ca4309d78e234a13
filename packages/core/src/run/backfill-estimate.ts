import type { EpochMs } from '../contracts/clock.js';
import type { QuotaLimit, Source } from '../contracts/source.js';
import type { Gap } from '../model/source-state.js';
import { type QuotaShare, roomOf } from '../resilience/quota.js';
import { DAY_MS, fromIso } from '../time/instant.js';

/** What a back-fill will take, as far as it can be told before it starts. */
export interface BackfillEstimate {
  /** Requests to its first source. */
  readonly requests: number;
  /** What the estimate rests on; null: too few articles are known to tell, and `requests` is the least. */
  readonly articlesPerTickerDay: number | null;
  /** The first window of the plan that leaves less to a back-fill than it takes; null: all of it may be sent at once. */
  readonly allowed: Pick<QuotaLimit, 'window' | 'limit'> | null;
}

/** How many of the newest stories are looked at. */
export const estimateSample = 2_000;

/** Fewer say nothing about a day. */
const smallestSample = 20;

/** What one request brings of a source that does not say it. */
const usualArticlesPerRequest = 100;

/** What the open gaps of a back-fill take. `share`: the part of each quota window that it may use up. */
export function estimateBackfill(
  gaps: readonly Gap[],
  { capabilities, quota }: Pick<Source, 'capabilities' | 'quota'>,
  articlesPerTickerDay: number | null,
  share: QuotaShare,
): BackfillEstimate {
  const { articlesPerRequest = usualArticlesPerRequest } = capabilities;
  const requestsFor = ({ from, to, tickers }: Gap) => {
    if (articlesPerTickerDay === null || from === null) return 1;
    const days = (fromIso(to) - fromIso(from)) / DAY_MS;
    return Math.max(1, Math.ceil((days * tickers.length * articlesPerTickerDay) / articlesPerRequest));
  };
  const requests = gaps.reduce((sum, gap) => sum + requestsFor(gap), 0);
  const allowed = quota
    .map((limit) => ({ window: limit.window, limit: roomOf(limit, share) }))
    .find(({ window, limit }) => window !== 'second' && limit < requests);
  return { requests, articlesPerTickerDay, allowed: allowed ?? null };
}

/** How much is written about a ticker in a day, by the times of the newest articles about some. A day is the least that counts. */
export function articlesPerTickerDay(publishedAt: readonly EpochMs[], tickers: number): number | null {
  if (publishedAt.length < smallestSample) return null;
  const spanMs = Math.max(...publishedAt) - Math.min(...publishedAt);
  return publishedAt.length / Math.max(1, spanMs / DAY_MS) / tickers;
}
