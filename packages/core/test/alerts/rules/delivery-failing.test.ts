import { expect, it } from 'vitest';
import type { SinkFacts } from '../../../src/alerts/facts.js';
import { deliveryFailing } from '../../../src/alerts/rules/delivery-failing.js';
import { factsOf, hour, minute, now } from '../../support/alert-facts.js';

const sink = (fields: Partial<SinkFacts> = {}): SinkFacts => ({
  sink: 'hook',
  pending: 0,
  failing: 0,
  dead: 0,
  oldestAt: null,
  lastError: null,
  ...fields,
});

it('fires once for all sinks that are in trouble, and names those that are not', () => {
  const sinks = [
    sink({ failing: 2, pending: 2, oldestAt: now - minute, lastError: 'hook: answered 503' }),
    sink({ sink: 'slack', dead: 1, oldestAt: now - hour }),
    sink({ sink: 'log' }),
    sink({ sink: 'young', pending: 1 }),
  ];
  expect(deliveryFailing(factsOf({ sinks }))).toMatchObject([
    {
      source: null,
      isFiring: true,
      severity: 'critical',
      summary: 'notifications do not arrive: hook 2 waiting, slack 1 given up',
      since: now - hour,
      stillWorks: 'news is collected and stored; nothing waits for log',
      more: ['hook: hook: answered 503'],
    },
  ]);
});

it('is over when nothing is in trouble any more', () => {
  expect(deliveryFailing(factsOf({ sinks: [sink()] }))).toMatchObject([{ isFiring: false }]);
  expect(deliveryFailing(factsOf())).toMatchObject([{ isFiring: false }]);
});
