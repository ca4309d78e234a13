import { describe, expect, it } from 'vitest';
import {
  addsToScores,
  derivedSentiment,
  heardFirst,
  nativeSentiment,
  showsDerived,
  showsPreferred,
  storySentiment,
} from '../../src/sentiment/story-sentiment.js';
import { seen } from '../support/histories.js';
import { scoreOf, statedOf } from '../support/statements.js';

const native = (source: string, priority: number, score = 0.4) =>
  seen({ source, sentiment: statedOf({ score }, priority) });
const shownBy = (shown: ReturnType<typeof storySentiment>) => shown?.score.model ?? null;

describe('storySentiment', () => {
  it('is nothing where nobody says anything', () => {
    expect(storySentiment([seen()], [])).toBeNull();
    expect(storySentiment([seen()], [scoreOf({ opinion: null })])).toBeNull();
  });

  it('is what the first source of the chain states, then what came later', () => {
    expect(shownBy(storySentiment([native('b', 1), native('a', 0), native('c', 2)], []))).toBe('a');
    const twice = storySentiment([native('a', 0, 0.1), native('a', 0, 0.2)], []);
    expect(twice?.score.score).toBe(0.2);
  });

  it('is what a scorer says only where no source states anything', () => {
    expect(shownBy(storySentiment([seen()], [scoreOf()]))).toBe('lexicon@1');
    expect(shownBy(storySentiment([native('z', 40)], [scoreOf()]))).toBe('z');
    expect(shownBy(storySentiment([native('z', 40)], [scoreOf({ isPreferred: true })]))).toBe('lexicon@1');
  });

  it('heeds the last opinion alone, also where it is silent', () => {
    const other = scoreOf({ model: 'bert@2' });
    expect(shownBy(storySentiment([seen()], [scoreOf(), other]))).toBe('bert@2');
    expect(storySentiment([seen()], [scoreOf(), { ...other, opinion: null }])).toBeNull();
    const preferred = scoreOf({ isPreferred: true });
    expect(shownBy(storySentiment([native('a', 0)], [preferred, { ...preferred, opinion: null }]))).toBe('a');
    expect(shownBy(storySentiment([native('a', 0)], [preferred, other]))).toBe('lexicon@1');
  });
});

describe('heardFirst', () => {
  const first = nativeSentiment(native('a', 0), 0);
  const second = nativeSentiment(native('b', 1), 0);

  it('keeps what stands before, and lets the later of equals in', () => {
    expect(heardFirst(first, second)).toBe(first);
    expect(heardFirst(second, first)).toBe(first);
    const again = nativeSentiment(native('a', 0, -0.2), 0);
    expect(heardFirst(first, again)).toBe(again);
    expect([heardFirst(null, first), heardFirst(first, null), heardFirst(null, null)]).toEqual([first, first, null]);
  });

  it('takes no derived opinion for what a source states', () => {
    expect(
      [first, derivedSentiment(scoreOf()), derivedSentiment(scoreOf({ isPreferred: true })), null].map(showsDerived),
    ).toEqual([false, true, false, false]);
  });
});

describe('what is preferred', () => {
  const preferred = scoreOf({ isPreferred: true });
  const behind = (...known: Parameters<typeof storySentiment>) => storySentiment(...known)?.behind?.score.model ?? null;

  it('keeps what is shown without it behind itself, whatever came first', () => {
    expect(behind([native('b', 1), native('a', 0)], [scoreOf({ model: 'bert@1' }), preferred])).toBe('a');
    expect(behind([seen()], [scoreOf({ model: 'bert@1' }), preferred])).toBe('bert@1');
    expect(behind([seen()], [preferred])).toBeNull();
    const shown = derivedSentiment(preferred);
    const [first, second] = [native('a', 0), native('b', 1)].map((one) => nativeSentiment(one, one.firstSeenAt));
    const inTurn = heardFirst(heardFirst(shown, second ?? null), first ?? null);
    expect(inTurn).toEqual(storySentiment([native('b', 1), native('a', 0)], [preferred]));
    const again = derivedSentiment({ ...preferred, at: 9 });
    expect(heardFirst(inTurn, again)).toEqual({ ...again, behind: first });
    expect([inTurn, first ?? null, null].map(showsPreferred)).toEqual([true, false, false]);
  });
});

describe('addsToScores', () => {
  it.each([
    ['a first opinion', [], {}, true],
    ['a first silence', [], { opinion: null }, false],
    ['the same again', [scoreOf()], { at: 5 }, false],
    ['another score', [scoreOf()], { opinion: { score: -0.7, confidence: 0.81 } }, true],
    ['another confidence', [scoreOf()], { opinion: { score: -0.6, confidence: null } }, true],
    ['silence after an opinion', [scoreOf()], { opinion: null }, true],
    ['silence after silence', [scoreOf(), scoreOf({ opinion: null })], { opinion: null }, false],
    ['an opinion after silence', [scoreOf(), scoreOf({ opinion: null })], {}, true],
    ['the same of another model', [scoreOf()], { model: 'lexicon@2' }, true],
    ['the same of its model behind another one', [scoreOf(), scoreOf({ model: 'bert@1' })], {}, false],
    ['the same, now preferred', [scoreOf()], { isPreferred: true }, true],
    ['the same, preferred before', [scoreOf({ isPreferred: true })], {}, false],
  ] as const)('%s', (_, given, fields, adds) => {
    expect(addsToScores(given, scoreOf(fields))).toBe(adds);
  });
});
