import { describe, expect, it, test } from 'vitest';
import { modelOf } from '../../../src/contracts/scorer.js';
import { lexicon } from '../../../src/sentiment/lexicon/lexicon.js';
import { scorerCases } from '../../../src/testing/index.js';

const signal = new AbortController().signal;

describe('lexicon', () => {
  for (const { name, run } of scorerCases) test(name, () => run({ create: lexicon }));

  it('is stored as lexicon@1, and quick', () => {
    expect(modelOf(lexicon())).toBe('lexicon@1');
    expect(lexicon()).toMatchObject({ isQuick: true, hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  it('says what it found, and how sure that is, and nothing else', async () => {
    const headlines = ['Acme profit rises', 'Acme holds a meeting', 'Acme soars'];
    const opinions = await lexicon().score(
      headlines.map((headline) => ({ headline })),
      { signal },
    );
    expect(opinions).toEqual([
      { score: Math.tanh(2.2 / 3), confidence: 0.81 },
      null,
      { score: Math.tanh(1.6 / 3), confidence: 0.65 },
    ]);
  });
});
