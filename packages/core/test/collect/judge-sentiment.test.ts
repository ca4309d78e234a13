import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeSentiment } from '../../src/collect/judge-sentiment.js';
import type { CandidateStatement } from '../../src/contracts/source.js';
import { noSecrets, redactor } from '../../src/security/redact.js';

const statement = (fields: Partial<CandidateStatement> = {}): CandidateStatement => ({
  score: 0.4,
  label: null,
  confidence: null,
  ...fields,
});
const judged = (article: CandidateStatement | null, tickers: readonly object[] = [], redact = noSecrets) =>
  judgeSentiment({ article, tickers: tickers as never }, 2, redact);

describe('judgeSentiment', () => {
  it('is nothing where the source says nothing', () => {
    expect(judgeSentiment(undefined, 0, noSecrets)).toBeNull();
    expect(judged(null)).toBeNull();
    expect(judged(statement({ score: null }))).toBeNull();
    expect(judged(null, [{ ticker: 'AAPL', relevance: null, statement: null }])).toBeNull();
    expect(judged(null, [{ ticker: '$$', relevance: 0.5, statement: statement() }])).toBeNull();
  });

  it('keeps a label of the source as it is, and makes one from a score that came without', () => {
    expect(judged(statement({ score: 0.9, label: 'negative' }))?.article?.label).toBe('negative');
    expect(judged(statement({ score: null, label: 'neutral', nativeLabel: ' Mixed \n' }))?.article).toEqual({
      score: null,
      label: 'neutral',
      nativeLabel: 'Mixed',
      confidence: null,
    });
    const labels = [0.33, 0.3299, 0, -0.3299, -0.33].map((score) => judged(statement({ score }))?.article?.label);
    expect(labels).toEqual(['positive', 'neutral', 'neutral', 'neutral', 'negative']);
  });

  it('takes no number outside its range for one', () => {
    for (const score of [1.01, -1.01, Number.NaN, Number.POSITIVE_INFINITY, '0.5' as never])
      expect(judged(statement({ score }))).toBeNull();
    expect(judged(statement({ score: 7, label: 'positive', confidence: 2 }))?.article).toEqual({
      score: null,
      label: 'positive',
      confidence: null,
    });
    const [about] = judged(null, [{ ticker: 'AAPL', relevance: 1.5, statement: statement() }])?.tickers ?? [];
    expect(about?.relevance).toBeNull();
  });

  it('takes no other word for a label, and nothing but a text for the source’s own', () => {
    const odd = { label: 'bullish', nativeLabel: 7 } as never;
    expect(judged({ ...statement({ score: null }), ...(odd as object) })).toBeNull();
    expect(judged({ ...statement(), ...(odd as object) })?.article).toEqual({
      ...{ score: 0.4, label: 'positive', confidence: null },
    });
  });

  it('keeps each ticker once, by its name, with a relevance alone too', () => {
    const tickers = [
      { ticker: 'msft', relevance: 0.9, statement: null },
      { ticker: 'AAPL', relevance: null, statement: statement({ score: -1 }) },
      { ticker: 'MSFT', relevance: 0.1, statement: statement() },
    ];
    expect(judged(null, tickers)).toEqual({
      priority: 2,
      article: null,
      tickers: [
        { ticker: 'AAPL', relevance: null, statement: { score: -1, label: 'negative', confidence: null } },
        { ticker: 'MSFT', relevance: 0.9, statement: null },
      ],
    });
  });

  it('keeps a hundred tickers at most, and no secret', () => {
    const many = Array.from({ length: 150 }, (_, index) => ({ ticker: `T${index}`, relevance: 1, statement: null }));
    expect(judged(null, many)?.tickers).toHaveLength(100);
    const label = statement({ label: 'positive', nativeLabel: 'good sekret-1234' });
    expect(judged(label, [], redactor(['sekret-1234']))?.article?.nativeLabel).not.toContain('sekret');
  });

  it('makes up no score: whatever is kept was given', () => {
    const anyNumber = fc.option(fc.oneof(fc.double(), fc.constantFrom(-1, 0, 1, Number.NaN)));
    fc.assert(
      fc.property(anyNumber, anyNumber, anyNumber, (score, confidence, relevance) => {
        const said = statement({ score, confidence });
        const kept = judged(said, [{ ticker: 'AAPL', relevance, statement: said }]);
        for (const one of [kept?.article, kept?.tickers[0]?.statement]) {
          if (one == null) continue;
          expect(one.score).toBe(score);
          expect([null, confidence]).toContain(one.confidence);
        }
        expect([null, undefined, relevance]).toContain(kept?.tickers[0]?.relevance);
      }),
    );
  });
});
