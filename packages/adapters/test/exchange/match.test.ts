import { describe, expect, test } from 'vitest';
import type { RecordedExchange } from '../../src/exchange/index-recording.js';
import { type Asked, tickerKeyOf } from '../../src/exchange/locate.js';
import { createMatcher, type Match } from '../../src/exchange/match.js';
import { tickersOf } from '../support/recordings.js';

function asked(tickers: string | null, facts: Partial<Asked> = {}): Asked {
  const list = tickers === null ? null : tickersOf(...tickers.split(','));
  const key = tickerKeyOf(list);
  return { source: 'a', method: 'GET', path: '/news', hasUnknownBase: false, tickers: list, tickerKey: key, ...facts };
}

/** Exchanges one after the other; those that ask for the same share it, as they do in an index. */
function recorded(...exchanges: readonly (readonly [Asked, ('good' | 'bad')?])[]): readonly RecordedExchange[] {
  const known = new Map<string, Asked>();
  return exchanges.map(([what, how], i) => {
    const key = JSON.stringify(what);
    known.set(key, known.get(key) ?? what);
    const place = { number: i + 1, offset: 0, length: 0, longText: null };
    return { asked: known.get(key) ?? what, place, start: i, end: i, failed: how === 'bad' };
  });
}

const shown = (match: Match) => ('exchange' in match ? `${match.kind} ${match.exchange.place.number}` : match.kind);

describe('a request', () => {
  test('is answered by what was recorded for it, in order, each exchange once', () => {
    const matcher = createMatcher(recorded([asked('A,B')], [asked('C')], [asked('A,B')]));
    expect(matcher.leftOver()).toBe(3);
    expect(shown(matcher.match(asked('b,a,B')))).toBe('next 1');
    expect(shown(matcher.match(asked('A,B')))).toBe('next 3');
    expect(shown(matcher.match(asked('C')))).toBe('next 2');
    expect(matcher.leftOver()).toBe(0);
  });

  test('leaves over what nobody asked for, of a source and of all sets of tickers that hold some', () => {
    const matcher = createMatcher(recorded([asked('A,B')], [asked('A,B,C')], [asked('A,B')], [asked('A'), 'bad']));
    matcher.match(asked('A,B'));
    expect(['A', 'A,B', 'C', 'D'].map((key) => matcher.leftOverOf('a', key))).toEqual([3, 2, 1, 0]);
    expect(matcher.leftOverOf('b', 'A')).toBe(0);
  });

  test('for a further page than was recorded finds no news', () => {
    const matcher = createMatcher(recorded([asked('A'), 'bad'], [asked('A')]));
    expect([1, 2, 3, 4].map(() => shown(matcher.match(asked('A'))))).toEqual(['next 1', 'next 2', 'empty', 'empty']);
  });

  test('that is tried again after the last failure ends with that failure', () => {
    const matcher = createMatcher(recorded([asked('A')], [asked('A'), 'bad']));
    expect([1, 2, 3, 4].map(() => shown(matcher.match(asked('A'))))).toEqual([
      'next 1',
      'next 2',
      'again 2',
      'again 2',
    ]);
    expect(matcher.leftOver()).toBe(0);
  });

  test('for fewer tickers is answered by the smallest set that has them', () => {
    const matcher = createMatcher(
      recorded([asked('A,B,C')], [asked('A,B')], [asked('B,C')], [asked('A,B')], [asked('A,B,D')]),
    );
    expect(shown(matcher.match(asked('A')))).toBe('next 2');
    expect(shown(matcher.match(asked('A')))).toBe('next 4');
    expect(shown(matcher.match(asked('A')))).toBe('empty');
    expect(shown(matcher.match(asked('C,A')))).toBe('next 1');
  });

  test('prefers exactly its tickers, also when they are used up', () => {
    const matcher = createMatcher(recorded([asked('A,B')], [asked('A')]));
    expect([1, 2].map(() => shown(matcher.match(asked('A'))))).toEqual(['next 2', 'empty']);
  });

  test('without tickers is answered by one without tickers only', () => {
    const matcher = createMatcher(recorded([asked('A')], [asked(null)]));
    expect([1, 2].map(() => shown(matcher.match(asked(null))))).toEqual(['next 2', 'empty']);
    expect(shown(createMatcher(recorded([asked('A')])).match(asked(null)))).toBe('mismatch');
    expect(shown(createMatcher(recorded([asked(null)])).match(asked('A')))).toBe('mismatch');
  });

  test('is answered by an entry whose base url is unknown, when the end of its path fits', () => {
    const elsewhere = { path: '/proxy/v1/news', hasUnknownBase: true };
    const matcher = createMatcher(
      recorded([asked('A', elsewhere)], [asked('B', { ...elsewhere, hasUnknownBase: false })]),
    );
    expect(shown(matcher.match(asked('A')))).toBe('next 1');
    expect(shown(matcher.match(asked('B')))).toBe('mismatch');
    expect(shown(matcher.match(asked('A', { path: '/ews' })))).toBe('mismatch');
  });

  test.each([
    ['ticker', asked('A,D'), 'A,B; C'],
    ['path', asked('A,B', { path: '/prices' }), 'GET /news'],
    ['method', asked('A,B', { method: 'POST' }), 'GET /news'],
    ['source', asked('A,B', { source: 'b' }), 'no exchange with b'],
  ])('for a %s that was never recorded is told what was', (_, request, instead) => {
    const matcher = createMatcher(recorded([asked('A,B')], [asked('C')], [asked('A,B')]));
    expect(matcher.match(request)).toEqual({ kind: 'mismatch', instead });
    expect(matcher.leftOver()).toBe(3);
  });

  test('is told a few examples where much was recorded', () => {
    const matcher = createMatcher(recorded(...[...'ABCDEFGH'].map((ticker) => [asked(ticker)] as const)));
    expect(matcher.match(asked('X'))).toEqual({ kind: 'mismatch', instead: 'A; B; C; D; E; and 3 more' });
  });
});
