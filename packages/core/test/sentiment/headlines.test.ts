import { describe, expect, it } from 'vitest';
import { foldHeadline } from '../../src/identity/fold-headline.js';
import { headlineFamilies, headlineLabels, labelledHeadlines } from '../support/labelled-headlines.js';

const tuning = labelledHeadlines('tuning');
const heldOut = labelledHeadlines('held-out');
const halves = [
  ['tuning', tuning],
  ['held-out', heldOut],
] as const;

/** Between these a label's share of a file has to lie. */
const shares = { positive: [0.35, 0.45], neutral: [0.3, 0.4], negative: [0.2, 0.3] } as const;

const wordsOf = (headline: string) => foldHeadline(headline).match(/[\p{L}\p{N}]+/gu) ?? [];
const withoutPunctuation = (headline: string) => wordsOf(headline).join(' ');

describe.each(halves)('the labelled headlines in %s', (_, rows) => {
  it('are 280 and more', () => {
    expect(rows.length).toBeGreaterThanOrEqual(280);
  });

  it.each(headlineFamilies)('have 14 and more of the family %s', (family) => {
    expect(rows.filter((row) => row.family === family).length).toBeGreaterThanOrEqual(14);
  });

  it.each(headlineLabels)('hold the share of %s that was meant', (label) => {
    const share = rows.filter((row) => row.label === label).length / rows.length;
    expect(share).toBeGreaterThanOrEqual(shares[label][0]);
    expect(share).toBeLessThanOrEqual(shares[label][1]);
  });

  it('have every label in every family but the one that tells nothing', () => {
    const families = headlineFamilies.filter((family) => family !== 'plain-neutral');
    const missing = families.flatMap((family) =>
      headlineLabels
        .filter((label) => !rows.some((row) => row.family === family && row.label === label))
        .map((label) => `${family}: ${label}`),
    );
    expect(missing).toEqual([]);
    expect(rows.filter(({ family, label }) => family === 'plain-neutral' && label !== 'neutral')).toEqual([]);
  });

  it('are of 1 to 500 characters, with words in them and no control character', () => {
    const odd = rows.filter(
      ({ headline }) => headline.length > 500 || /\p{Cc}/u.test(headline) || withoutPunctuation(headline) === '',
    );
    expect(odd).toEqual([]);
  });
});

describe('the two halves together', () => {
  it('say nothing twice, whatever the case and the punctuation', () => {
    const folded = [...tuning, ...heldOut].map(({ headline }) => withoutPunctuation(headline));
    expect(folded.filter((text, index) => folded.indexOf(text) !== index)).toEqual([]);
  });

  it('share no two headlines that have half of their words in common', () => {
    const known = tuning.map(({ headline }) => ({ headline, words: new Set(wordsOf(headline)) }));
    const near = heldOut.flatMap(({ headline }) => {
      const words = new Set(wordsOf(headline));
      return known
        .filter((other) => shareInCommon(words, other.words) >= 0.5)
        .map((other) => [headline, other.headline]);
    });
    expect(near).toEqual([]);
  });
});

function shareInCommon(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const common = [...one].filter((word) => other.has(word)).length;
  return common / (one.size + other.size - common);
}
