import { type AlertRule, answering, fine, firing } from '../verdict.js';

const kind = 'AUTH_FAILED';

/** A source rejects its key or what the key may do; it is over when the source accepts. */
export const authFailed: AlertRule = (facts) =>
  facts.sources.flatMap(({ source, breaker }) => {
    if (breaker.kind === 'closed') return [fine(kind, source)];
    // Whatever else keeps it open now says nothing of the key.
    if (breaker.code !== 'AUTH_FAILED' && breaker.code !== 'FORBIDDEN') return [];
    const what = breaker.code === 'AUTH_FAILED' ? 'its key' : 'what its key asks for';
    return [
      firing(kind, source, {
        severity: 'critical',
        summary: `${source} rejects ${what} (${breaker.code})`,
        since: breaker.since,
        stillWorks: answering(facts),
        more: ['a new key is asked at the next run; nothing has to be reset'],
        next: 'ingest doctor',
      }),
    ];
  });
