import { describe, expect, it } from 'vitest';
import { derivedScore, nativeScore, statementScore } from '../../src/sentiment/statement-score.js';
import { scoreOf, statedOfTickers } from '../support/statements.js';

const at = Date.UTC(2026, 5, 4, 14);
const calculatedAt = '2026-06-04T14:00:00.000Z';

describe('statementScore', () => {
  it('says who stated it and when it was heard, and keeps null as null', () => {
    const statement = { score: null, label: 'neutral', nativeLabel: 'Neutral', confidence: null } as const;
    expect(statementScore(statement, 'polygon', { kind: 'article' }, at)).toEqual({
      ...statement,
      origin: 'provider',
      model: 'polygon',
      scope: { kind: 'article' },
      calculatedAt,
    });
  });
});

describe('nativeScore', () => {
  it('is what is said of the article, whatever is said of its tickers', () => {
    const both = { ...statedOfTickers(['AAPL']), article: { score: 0.2, label: 'neutral', confidence: 0.9 } as const };
    expect(nativeScore(both, 'wire', at)).toMatchObject({ score: 0.2, confidence: 0.9, scope: { kind: 'article' } });
  });

  it('is what is said of the only ticker that anything is said of', () => {
    expect(nativeScore(statedOfTickers(['AAPL']), 'wire', at)).toMatchObject({
      score: null,
      label: 'negative',
      nativeLabel: 'bad',
      scope: { kind: 'ticker', ticker: 'AAPL' },
    });
  });

  it('is nothing where several tickers have one each, where there is a relevance alone, or nothing at all', () => {
    expect(nativeScore(statedOfTickers(['AAPL', 'MSFT']), 'wire', at)).toBeNull();
    const [about] = statedOfTickers(['AAPL']).tickers;
    if (about === undefined) throw new TypeError('no ticker');
    expect(
      nativeScore({ priority: 0, article: null, tickers: [{ ...about, statement: null }] }, 'wire', at),
    ).toBeNull();
    expect(nativeScore(null, 'wire', at)).toBeNull();
  });

  it('passes over a ticker of which the relevance alone is known', () => {
    const [first, second] = statedOfTickers(['AAPL', 'MSFT']).tickers;
    if (first === undefined || second === undefined) throw new TypeError('no tickers');
    const tickers = [first, { ...second, statement: null }];
    expect(nativeScore({ priority: 0, article: null, tickers }, 'wire', at)).toMatchObject({
      scope: { ticker: 'AAPL' },
    });
  });
});

describe('derivedScore', () => {
  it('has the label that its score makes, and its model', () => {
    expect(derivedScore(scoreOf({ at }))).toEqual({
      score: -0.6,
      confidence: 0.81,
      label: 'negative',
      origin: 'derived',
      model: 'lexicon@1',
      scope: { kind: 'article' },
      calculatedAt,
    });
    expect(derivedScore(scoreOf({ opinion: null }))).toBeNull();
  });
});
