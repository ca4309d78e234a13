import { expect, it } from 'vitest';
import { collectionFailures } from '../../../src/alerts/rules/collection-failures.js';
import { factsOf, minute, now, sourceFactsOf } from '../../support/alert-facts.js';

it('fires as long as the failures are raised, whatever their number now', () => {
  expect(collectionFailures(factsOf({ failures: { count: 2, raisedAt: null, firstAt: null } }))).toMatchObject([
    { isFiring: false },
  ]);
  const sources = [
    sourceFactsOf({ lastErrorCode: 'TIMEOUT' }),
    sourceFactsOf({ source: 'finnhub', lastErrorCode: 'SERVER_ERROR' }),
  ];
  const raised = factsOf({ failures: { count: 1, raisedAt: now - minute, firstAt: null }, sources });
  expect(collectionFailures(raised)).toMatchObject([
    {
      kind: 'COLLECTION_FAILURES',
      source: null,
      isFiring: true,
      severity: 'critical',
      summary: 'no source could be collected in 3 runs in a row: tiingo TIMEOUT, finnhub SERVER_ERROR',
      since: now - minute,
      stillWorks: 'no source answers; what is stored can be read, and is delivered',
    },
  ]);
});
