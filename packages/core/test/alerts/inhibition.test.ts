import { expect, it } from 'vitest';
import { isInhibited } from '../../src/alerts/inhibition.js';
import type { AlertKind } from '../../src/model/alert.js';

const of = (kind: AlertKind, source: string | null = null) => ({ kind, source });

it.each([
  ['all sources down', of('SOURCE_DEGRADED', 'a'), of('COLLECTION_FAILURES')],
  ['all sources down', of('AUTH_FAILED', 'a'), of('COLLECTION_FAILURES')],
  ['all sources down', of('QUOTA_LOW', 'a'), of('COLLECTION_FAILURES')],
  ['its key refused', of('SOURCE_DEGRADED', 'a'), of('AUTH_FAILED', 'a')],
] as const)('%s says enough', (_, quiet, firing) => {
  expect(isInhibited(quiet, [of('STALE_DATA'), firing])).toBe(true);
  expect(isInhibited(firing, [quiet])).toBe(false);
});

it('lets everything else be told', () => {
  expect(isInhibited(of('SOURCE_DEGRADED', 'a'), [of('AUTH_FAILED', 'b')])).toBe(false);
  expect(isInhibited(of('STALE_DATA'), [of('COLLECTION_FAILURES')])).toBe(false);
  expect(isInhibited(of('SOURCE_DEGRADED', 'a'), [])).toBe(false);
});
