import type { SourceFacts } from '../facts.js';
import { type AlertRule, answering, clockTime, fine, firing, type Verdict } from '../verdict.js';

const kind = 'SOURCE_DEGRADED';

/** The breaker of a source is not closed; it closes with the first collection that succeeds. */
export const sourceDegraded: AlertRule = (facts) =>
  facts.sources.map((one): Verdict => {
    const { source, breaker } = one;
    if (breaker.kind === 'closed') return fine(kind, source);
    return firing(kind, source, {
      severity: 'warning',
      summary: `${source} is left alone: it failed ${breaker.failures === 1 ? 'once' : `${breaker.failures} times in a row`} (${breaker.code})`,
      since: breaker.since,
      stillWorks: answering(facts),
      more: [nextTryInWords(one, facts.now)],
      next: 'ingest doctor',
    });
  });

/** One that stands in for others is asked when it is needed. */
function nextTryInWords({ source, breaker }: SourceFacts, now: number): string {
  if (breaker.kind === 'closed') return `${source} is asked again`;
  const at = nextTryOf(breaker);
  if (at > now) return `${source} is tried again by itself, at the earliest at ${clockTime(at)}`;
  return `${source} is tried again when it is needed; to look now: ingest doctor`;
}

function nextTryOf(breaker: Exclude<SourceFacts['breaker'], { kind: 'closed' }>): number {
  return breaker.kind === 'open' ? breaker.rest.until : breaker.probe.until;
}
