import { expect, it } from 'vitest';
import { sourceDegraded } from '../../../src/alerts/rules/source-degraded.js';
import { nextBreaker } from '../../../src/resilience/breaker.js';
import { factsOf, minute, now, sourceFactsOf } from '../../support/alert-facts.js';

const open = nextBreaker({ kind: 'closed', failures: 2 }, { kind: 'failed', code: 'SERVER_ERROR' }, now - minute);

it('fires for a source whose breaker is not closed, and for it alone', () => {
  const sources = [
    sourceFactsOf({ breaker: open, lastErrorCode: 'SERVER_ERROR' }),
    sourceFactsOf({ source: 'finnhub' }),
  ];
  expect(sourceDegraded(factsOf({ sources }))).toMatchObject([
    {
      source: 'tiingo',
      isFiring: true,
      severity: 'warning',
      summary: 'tiingo is left alone: it failed 3 times in a row (SERVER_ERROR)',
      since: now - minute,
      stillWorks: 'finnhub still answers',
      more: ['tiingo is tried again by itself, at the earliest at 2026-06-04 14:04 UTC'],
    },
    { source: 'finnhub', isFiring: false },
  ]);
});

it('says how to look when nothing has asked it since its rest was over', () => {
  const facts = factsOf({ now: now + 10 * minute, sources: [sourceFactsOf({ breaker: open })] });
  expect(sourceDegraded(facts)).toMatchObject([
    { more: ['tiingo is tried again when it is needed; to look now: ingest doctor'] },
  ]);
});

it('fires while it is probed', () => {
  const since = now - 6 * minute;
  const probe = { from: now - minute, until: now + minute };
  const breaker = { kind: 'half-open', failures: 3, since, code: 'TIMEOUT', probe } as const;
  expect(sourceDegraded(factsOf({ sources: [sourceFactsOf({ breaker })] }))).toMatchObject([{ isFiring: true, since }]);
});
