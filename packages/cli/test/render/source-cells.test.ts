import { expect, it } from 'vitest';
import { painter } from '../../src/render/paint.js';
import { breakerCell, lastSuccessCell, openedInWords, quotaCell } from '../../src/render/source-cells.js';
import { sourceRowOf } from '../support/status.js';

const now = Date.UTC(2026, 5, 4, 14);
const paint = painter(false, true);
const opened = { code: 'TIMEOUT', since: '2026-06-04T13:12:00.000Z', nextProbeAt: '2026-06-04T14:04:00.000Z' };

it('says of a breaker how it stands, and why it is not closed', () => {
  expect(breakerCell(sourceRowOf(), paint, now)).toBe('closed');
  expect(openedInWords(sourceRowOf(), paint, now)).toBeNull();
  expect(breakerCell(sourceRowOf({ breaker: 'open', opened }), paint, now)).toBe(
    'open TIMEOUT, next probe in 4 min · since 48 min ago',
  );
  expect(openedInWords({ opened }, paint, now + 240_000)).toBe('TIMEOUT, probed by the next run · since 52 min ago');
});

it('shows windows that are longer than a second, and a limit that a reply spoke of', () => {
  const [hour] = sourceRowOf().quota;
  if (hour === undefined) throw new Error('no window');
  const quota = [{ ...hour, window: 'second' } as const, hour, { ...hour, window: 'day', limit: 500 } as const];
  expect(quotaCell({ quota, limitedUntil: null }, paint)).toBe('hour 12/50  day 12/500');
  expect(quotaCell({ quota: [], limitedUntil: 'noon' }, paint)).toBe('limited until noon');
  expect(quotaCell({ quota: [], limitedUntil: null }, paint)).toBe('–');
});

it('says when it succeeded last', () => {
  expect(lastSuccessCell(sourceRowOf(), paint, now + 60_000)).toBe('1 min ago');
  expect(lastSuccessCell({ lastSuccessAt: null }, paint, now)).toBe('–');
});
