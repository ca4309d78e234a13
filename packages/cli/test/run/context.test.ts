import { describe, expect, it } from 'vitest';
import { readingOf, sumOf, worst } from '../../src/run/context.js';
import { reportOf } from '../support/report.js';

const now = Date.UTC(2026, 5, 4, 14);
const fallback = { kind: 'fresh', sinceMs: 5 } as const;

describe('readingOf', () => {
  it('reads fresh news unless a range is given', () => {
    expect(readingOf({}, now, fallback)).toBe(fallback);
    expect(readingOf({ since: '2h' }, now, fallback)).toEqual({ kind: 'fresh', sinceMs: 7_200_000 });
    expect(readingOf({ since: '2026-06-04T13:00Z' }, now, fallback)).toEqual({ kind: 'fresh', sinceMs: 3_600_000 });
    expect(readingOf({ from: '2026-06-01', to: '2026-06-01' }, now, fallback)).toEqual({
      kind: 'range',
      from: Date.UTC(2026, 5, 1),
      to: Date.UTC(2026, 5, 2) - 1,
      name: '2026-06-01/2026-06-01',
    });
    expect(readingOf({ from: '1h' }, now, fallback)).toEqual({
      kind: 'range',
      from: now - 3_600_000,
      to: now,
      name: '1h@2026-06-04/now',
      isOpenEnded: true,
    });
  });

  it.each([
    [{ since: '1h', from: '2h' }, '--since does not go with --from'],
    [{ to: '1h' }, '--to needs a --from'],
    [{ from: '1h', to: '2h' }, 'is not before'],
    [{ since: '2026-06-05' }, 'is not in the past'],
  ])('refuses %o', (flags, words) => {
    expect(() => readingOf(flags, now, fallback)).toThrow(words);
  });
});

describe('several runs', () => {
  it('come to the worst of them, and to their sum', () => {
    expect([worst([0, 3, 0]), worst([])]).toEqual([3, 0]);
    expect(sumOf([reportOf(), reportOf()], ({ items }) => items.new)).toBe(24);
  });
});
