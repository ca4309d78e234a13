import { MINUTE_MS } from '../../time/instant.js';
import type { AlertFacts } from '../facts.js';
import { type AlertRule, answering, clockTime, fine, firing, lengthOf } from '../verdict.js';

const kind = 'STALE_DATA';

/** How old the last success may be in market hours. */
const freshForMs = 15 * MINUTE_MS;

/**
 * No successful collection: in market hours for 15 minutes (where the interval is longer than 10 minutes, for that and 5 more), counted
 * from the later of the last success and the opening;
 * outside for twice the interval and ten minutes more. Before the first success it is counted from the first run.
 */
export const staleData: AlertRule = (facts) => {
  const { now } = facts;
  const { lastSuccessAt: last } = facts;
  const limit = staleLimit(facts);
  if (limit === null) return last !== null && now - last < freshForMs ? [fine(kind)] : [];
  if (now - limit.countedFrom < limit.lengthMs) return [fine(kind)];
  return [
    firing(kind, null, {
      severity: 'critical',
      summary:
        last === null
          ? `no collection has succeeded since the first run, ${lengthOf(now - limit.countedFrom)} ago`
          : `no collection has succeeded for ${lengthOf(now - last)}; ${lengthOf(limit.lengthMs)} are allowed`,
      since: limit.countedFrom + limit.lengthMs,
      stillWorks: answering(facts),
      more: [last === null ? 'the store holds no news of these sources' : `the last success was at ${clockTime(last)}`],
      next: 'ingest status',
    }),
  ];
};

/** From when on the age of the data counts, and how long it may be; null when nobody can tell. */
export function staleLimit(
  facts: Pick<AlertFacts, 'lastSuccessAt' | 'firstRunAt' | 'market'>,
): { readonly countedFrom: number; readonly lengthMs: number } | null {
  const { market, firstRunAt, lastSuccessAt } = facts;
  const begin = lastSuccessAt ?? firstRunAt;
  if (market === null || begin === null) return null;
  const { openedAt, intervalMs } = market;
  // Where news is collected more rarely than that, a run that is not due yet is not late.
  const openMs = Math.max(freshForMs, intervalMs + 5 * MINUTE_MS);
  if (openedAt !== null) return { countedFrom: Math.max(begin, openedAt), lengthMs: openMs };
  return { countedFrom: begin, lengthMs: 2 * intervalMs + 10 * MINUTE_MS };
}
