import { expect, it } from 'vitest';
import { unknownStatus } from '../../src/status/unknown-status.js';
import { statusOf } from '../support/status.js';

it('has the shape of any status, knows nothing, and says why', () => {
  const error = { code: 'STORE_UNAVAILABLE', message: 'there is none' } as const;
  const status = unknownStatus(error, Date.UTC(2026, 5, 4));
  expect(status).toMatchObject({ status: 'unknown', exitCode: 3, at: '2026-06-04T00:00:00.000Z', market: null, error });
  expect(Object.keys(status).sort()).toEqual([...Object.keys(statusOf()), 'error'].sort());
  expect(Object.keys(status.freshness).sort()).toEqual(Object.keys(statusOf().freshness).sort());
});
