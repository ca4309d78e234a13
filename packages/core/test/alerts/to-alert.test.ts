import { expect, it } from 'vitest';
import { toAlert } from '../../src/alerts/to-alert.js';
import type { Incident } from '../../src/contracts/incidents.js';
import { alert } from '../../src/model/alert.js';
import { minute, now } from '../support/alert-facts.js';

const incident: Incident = {
  incidentId: 'i-1',
  kind: 'STALE_DATA',
  source: null,
  severity: 'critical',
  summary: 'no news',
  details: 'since 14:00',
  firstSeenAt: now,
  lastSeenAt: now + minute,
  resolvedAt: null,
  announcements: 1,
  announcedAt: now,
};

it('is an alert as the model says, open and resolved', () => {
  const firing = toAlert(incident);
  expect(alert.parse(firing)).toEqual(firing);
  expect(firing).toMatchObject({ state: 'firing', firstSeenAt: '2026-06-04T14:00:00.000Z' });
  expect([Object.hasOwn(firing, 'source'), Object.hasOwn(firing, 'resolvedAt')]).toEqual([false, false]);
  expect(toAlert({ ...incident, source: 'tiingo', resolvedAt: now + minute })).toMatchObject({
    state: 'resolved',
    source: 'tiingo',
    resolvedAt: '2026-06-04T14:01:00.000Z',
  });
});
