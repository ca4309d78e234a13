import type { CandidateSentiment, CandidateStatement, SentimentLabel } from '@ingest/core';

/** What a source states of one thing, in its own words: whatever is not what it should be counts as not said. */
export interface Said {
  /** From −1 to 1: a number, or one written as a text. */
  readonly score?: unknown;
  readonly label?: unknown;
}

/** The words of a source in lower case, and what they mean. */
export type LabelWords = ReadonlyMap<string, SentimentLabel>;

/** A statement on our scale; null when nothing was said. No number and no label is made up from the other, or from nothing. */
export function statementOf({ score, label }: Said, words: LabelWords = noWords): CandidateStatement | null {
  const read = numberWithin(score, -1, 1);
  const word = typeof label === 'string' ? label.trim() : '';
  const meaning = words.get(word.toLowerCase()) ?? null;
  if (read === null && meaning === null) return null;
  return { score: read, label: meaning, ...(word !== '' && { nativeLabel: word }), confidence: null };
}

const noWords: LabelWords = new Map();

/** A number, also one that is written as a text (as a body does that has more digits than a number holds); null when it is none or lies outside. */
export function numberWithin(value: unknown, from: number, to: number): number | null {
  const number = typeof value === 'string' && decimal.test(value.trim()) ? Number(value) : value;
  return typeof number === 'number' && number >= from && number <= to ? number : null;
}

const decimal = /^[+-]?\d{1,400}(?:\.\d{1,400})?(?:e[+-]?\d{1,3})?$/i;

/** What was stated of an article and of its tickers, as a part of a candidate: left out where nothing was. */
export function sentimentPart(
  article: CandidateStatement | null,
  tickers: CandidateSentiment['tickers'],
): { readonly sentiment?: CandidateSentiment } {
  const stated = tickers.filter(({ relevance, statement }) => relevance !== null || statement !== null);
  return article === null && stated.length === 0 ? {} : { sentiment: { article, tickers: stated } };
}
