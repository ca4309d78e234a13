import { type AlertRule, answering, fine, firing } from '../verdict.js';

const kind = 'SLOW_COLLECTION';
const longestMs = 30_000;

/** A run that collects for more than 30 seconds; a later one that does not resolves it. */
export const slowCollection: AlertRule = (facts) => {
  const { run, now } = facts;
  if (run === null) return [];
  if (run.collectingMs <= longestMs) return [fine(kind)];
  return [
    firing(kind, null, {
      severity: 'warning',
      summary: `a run collected for ${Math.round(run.collectingMs / 1000)} s; 30 s are allowed`,
      since: now - run.collectingMs,
      stillWorks: answering(facts),
      ...(run.slowest !== null && {
        more: [`its slowest collection was of ${run.slowest.source}: ${Math.round(run.slowest.durationMs / 1000)} s`],
      }),
      next: 'ingest events',
    }),
  ];
};
