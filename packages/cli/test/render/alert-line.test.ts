import type { Alert } from '@ingest/core';
import { expect, it } from 'vitest';
import { alertLine } from '../../src/render/alert-line.js';
import { painter } from '../../src/render/paint.js';

const at = '2026-06-04T14:00:00.000Z';
const alert: Alert = {
  incidentId: '01J0IN',
  kind: 'SOURCE_DEGRADED',
  severity: 'warning',
  state: 'firing',
  source: 'tiingo',
  summary: 'tiingo is left alone\u001b[31m',
  details: '',
  firstSeenAt: at,
  lastSeenAt: at,
};
const line = (fields: Partial<Alert>) => alertLine({ ...alert, ...fields }, painter(false, true));

it('says how bad it is, what it is, and what to type, and lets a terminal obey nothing', () => {
  expect(line({})).toMatch(/^! SOURCE_DEGRADED tiingo: tiingo is left alone.*\(ingest alerts show 01J0IN\)$/);
  expect(line({})).not.toContain('\u001b');
  expect(line({ severity: 'critical', source: undefined, kind: 'STALE_DATA' } as Partial<Alert>)).toMatch(
    /^✗ STALE_DATA: /,
  );
  expect(line({ state: 'resolved' })).toBe('✓ SOURCE_DEGRADED tiingo is over');
});
