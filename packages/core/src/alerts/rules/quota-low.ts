import type { LimitWindow } from '../../errors/source-error.js';
import { type AlertRule, answering, clockTime, fine, firing, type Verdict } from '../verdict.js';

const kind = 'QUOTA_LOW';
/** From this share of a limit on it is nearly used up. */
export const nearlyUsedUp = 0.9;
/** A shorter one is there again before anybody reads of it. */
const longWindows: readonly LimitWindow[] = ['hour', 'day', 'month'];

/** 90 % of a window of an hour or longer is used; over when it is less again. */
export const quotaLow: AlertRule = (facts) =>
  facts.sources.map(({ source, quota }): Verdict => {
    const low = quota.filter(({ window, used, limit }) => longWindows.includes(window) && used >= limit * nearlyUsedUp);
    if (low.length === 0) return fine(kind, source);
    return firing(kind, source, {
      severity: 'warning',
      summary: `${source} has little left of its plan: ${low.map(({ window, used, limit }) => `${used} of ${limit} requests of this ${window}`).join(', ')}`,
      since: facts.now,
      stillWorks: answering(facts),
      more: low.map(({ window, resetsAt }) => `the ${window} is whole again at ${clockTime(resetsAt)}`),
      next: 'ingest plan',
    });
  });
