import { expect, it } from 'vitest';
import { authFailed } from '../../../src/alerts/rules/auth-failed.js';
import { type Breaker, closedBreaker, nextBreaker } from '../../../src/resilience/breaker.js';
import { factsOf, minute, now, sourceFactsOf } from '../../support/alert-facts.js';

const look = (breaker: Breaker) => authFailed(factsOf({ sources: [sourceFactsOf({ breaker })] }));
const refused = (code: 'AUTH_FAILED' | 'FORBIDDEN') =>
  nextBreaker(closedBreaker, { kind: 'refused', code }, now - minute);

it('fires when the key or what it may do is refused', () => {
  expect(look(refused('AUTH_FAILED'))).toMatchObject([
    { source: 'tiingo', isFiring: true, severity: 'critical', summary: 'tiingo rejects its key (AUTH_FAILED)' },
  ]);
  expect(look(refused('FORBIDDEN'))).toMatchObject([{ summary: 'tiingo rejects what its key asks for (FORBIDDEN)' }]);
});

it('is over when the source accepts, and says nothing while it fails otherwise', () => {
  expect(look(closedBreaker)).toMatchObject([{ isFiring: false }]);
  const probed = {
    kind: 'half-open',
    failures: 1,
    since: now,
    code: 'AUTH_FAILED',
    probe: { from: 0, until: now },
  } as const;
  expect(look(nextBreaker(probed, { kind: 'failed', code: 'TIMEOUT' }, now))).toEqual([]);
});
