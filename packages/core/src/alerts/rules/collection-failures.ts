import { failuresToRaise } from '../../resilience/failure-tracker.js';
import { type AlertRule, answering, clockTime, fine, firing } from '../verdict.js';

const kind = 'COLLECTION_FAILURES';

/** Three failed runs in a row; a run that does not fail resolves it. */
export const collectionFailures: AlertRule = (facts) => {
  const { failures, sources, lastSuccessAt } = facts;
  if (failures.raisedAt === null) return [fine(kind)];
  const failed = sources
    .filter(({ lastErrorCode }) => lastErrorCode !== null)
    .map(({ source, lastErrorCode }) => `${source} ${lastErrorCode}`);
  return [
    firing(kind, null, {
      severity: 'critical',
      summary: `no source could be collected in ${Math.max(failuresToRaise, failures.count)} runs in a row${failed.length === 0 ? '' : `: ${failed.join(', ')}`}`,
      since: failures.firstAt ?? failures.raisedAt,
      stillWorks: answering(facts),
      ...(lastSuccessAt !== null && { more: [`the last success was at ${clockTime(lastSuccessAt)}`] }),
      next: 'ingest doctor',
    }),
  ];
};
