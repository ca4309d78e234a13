import { expect, it } from 'vitest';
import { assess } from '../../src/plan/assess.js';
import { painter } from '../../src/render/paint.js';
import { planLines } from '../../src/render/plan-lines.js';
import { plannedSource, timetableOf } from '../support/planned.js';

const screen = { isTty: false, columns: 100, paint: painter(false, true) };
const schedule = { calendar: 'XNYS', open: '5m', closed: '1h' } as const;
const timetable = timetableOf({ hour: 12 });
const plans = { free: [{ window: 'minute', limit: 60 }] } as const;
const tiingo = plannedSource({ tickersAMonth: { free: 500 } });
const finnhub = plannedSource({ name: 'finnhub', plans, maxTickersPerRequest: 1 });
const planned = (tickers: number, sources = [tiingo, finnhub]) => ({
  tickers,
  mode: 'failover' as const,
  schedule,
  assessments: sources.map((source) => assess(source, tickers, timetable)),
});

it('says what is needed, what is allowed, where it breaks first and what would fit', () => {
  const remedies = { openMs: 600_000, plans: { finnhub: 'professional' }, tickers: 60 };
  expect(planLines({ ...planned(200), remedies }, screen)).toEqual([
    '200 tickers every 5m while XNYS is open, every 1h outside',
    ' source   plan  asked      needs              allows             fits',
    ' tiingo   free  every run  48/hour            50/hour            ! nearly used up',
    '                           200 tickers/month  500 tickers/month  ✓',
    ' finnhub  free  stands in  200/minute         60/minute          ✗ 60 a run, each one every 4 runs',
    'Breaks first: finnhub, 60/minute where 200/minute are needed.',
    'Fits with: every 10 min, or finnhub on professional, or at most 60 tickers.',
  ]);
});

it('says that it fits', () => {
  const lines = planLines({ ...planned(2), remedies: null }, screen);
  expect(lines.join('\n')).not.toMatch(/[!✗]/);
  expect(lines.at(-1)).toBe('Fits. At least: second pages and retries come on top.');
});

it('says by how much a limit is missed, and that no single change helps', () => {
  const remedies = { openMs: null, plans: null, tickers: null };
  const text = planLines({ ...planned(700, [tiingo]), remedies }, screen).join('\n');
  expect(text).toContain('✗ 3.4 times what is allowed');
  expect(text).toContain('✗ 200 too many');
  expect(text).toContain('No single change makes it fit');
});

it('says that no plan is counted, and that all sources are asked in parallel', () => {
  const facts = planned(2, [tiingo, plannedSource({ name: 'finnhub', plan: 'none' })]);
  const lines = planLines({ ...facts, mode: 'parallel', remedies: null }, screen);
  expect(lines.at(-2)).toBe(' finnhub  none  every run  1/run            not counted        · no plan');
});
