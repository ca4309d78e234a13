import { expect, test } from 'vitest';
import { alert, alertKinds } from '../../src/model/alert.js';

const at = '2026-06-04T14:00:00.000Z';
const firing = {
  incidentId: '01J000000000000000000000IN',
  kind: 'SOURCE_DEGRADED',
  severity: 'warning',
  state: 'firing',
  source: 'tiingo',
  summary: 'tiingo is not asked: it failed three times in a row',
  details: 'since 13:40',
  firstSeenAt: at,
  lastSeenAt: at,
};

test('an alert is of a known kind, and says something', () => {
  expect(alert.parse(firing)).toEqual(firing);
  expect(alert.safeParse({ ...firing, kind: 'SOMETHING' }).success).toBe(false);
  expect(alert.safeParse({ ...firing, summary: '' }).success).toBe(false);
  expect(new Set(alertKinds).size).toBe(8);
});
