import { type HeadlineFacts, readAmounts, readBracketedNumbers, readRatings } from './facts.js';
import { foldHeadline } from './fold-headline.js';
import { stripAffixes } from './strip-affixes.js';
import { contentWords } from './words.js';

/** The canonical form of a headline: what it says, however an outlet writes it. */
export interface NormalisedHeadline {
  /** Content words in their order, in lower case. */
  readonly words: readonly string[];
  /** The words, joined by single blanks. */
  readonly key: string;
  /** Whether it ended in an ellipsis, so that the rest of it is unknown. */
  readonly cut: boolean;
  /** What it says beside its words. */
  readonly facts: HeadlineFacts;
}

/**
 * Reduces a headline to its canonical form. Case, encoding and typography, wire labels (`UPDATE 2-`) and the names of
 * publishers behind it (` - Reuters`; the `source`’s own too) never change it. Takes time in proportion to the headline.
 */
export function normaliseHeadline(headline: string, source?: string): NormalisedHeadline {
  return readHeadline(headline, source).normalised;
}

/** The canonical form, with the text from which its words were read: folded, without affixes, amounts in one form. */
export interface HeadlineReading {
  readonly text: string;
  readonly normalised: NormalisedHeadline;
}

/** {@link normaliseHeadline} for those who look at the punctuation between the words too. */
export function readHeadline(headline: string, source: string | undefined): HeadlineReading {
  const { text: body, cut, tags } = stripAffixes(foldHeadline(headline), source);
  const { text, currencies } = readAmounts(body);
  const words = contentWords(text);
  const normalised = {
    words,
    key: words.join(' '),
    cut,
    facts: {
      currencies,
      bracketedNumbers: readBracketedNumbers(text),
      ratings: readRatings(text),
      tags: [...new Set(tags)].sort(),
    },
  };
  return { text, normalised };
}
