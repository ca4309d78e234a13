import type { SinkFacts } from '../facts.js';
import { type AlertRule, fine, firing } from '../verdict.js';

const kind = 'DELIVERY_FAILING';

/** A notification is in trouble above this age and number of tries. */
export const troubledAfterMs = 30_000;
export const troubledAfterTries = 3;

/** A notification is over 30 seconds old and was tried three times, or one is dead-lettered; over when all are delivered or dropped. */
export const deliveryFailing: AlertRule = ({ sinks, now }) => {
  const troubled = sinks.filter(({ failing, dead }) => failing + dead > 0);
  if (troubled.length === 0) return [fine(kind)];
  const well = sinks.filter(({ pending, dead }) => pending + dead === 0).map(({ sink }) => sink);
  return [
    firing(kind, null, {
      severity: 'critical',
      summary: `notifications do not arrive: ${troubled.map(inWords).join(', ')}`,
      since: Math.min(...troubled.map(({ oldestAt }) => oldestAt ?? now)),
      stillWorks:
        well.length === 0
          ? 'news is collected and stored'
          : `news is collected and stored; nothing waits for ${well.join(' and ')}`,
      more: troubled.flatMap(({ sink, lastError }) => (lastError === null ? [] : [`${sink}: ${lastError}`])),
      next: 'ingest deliveries list --state pending,dead',
    }),
  ];
};

function inWords({ sink, failing, dead }: SinkFacts): string {
  const parts = [...(failing === 0 ? [] : [`${failing} waiting`]), ...(dead === 0 ? [] : [`${dead} given up`])];
  return `${sink} ${parts.join(' and ')}`;
}
