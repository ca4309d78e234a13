import type { MatchRule, MismatchReason, Preference } from '@ingest/core';

/** By what two headlines were found to be one story, in a few words. */
export const ruleWords = {
  same: 'same words',
  label: 'same behind a label',
  cut: 'one is cut off',
  extra: 'one word more',
  abbr: 'one word abbreviated',
  plural: 'one word in the plural',
  url: 'same page',
  'source-id': 'same id',
} as const satisfies Record<MatchRule, string>;

/** Why two headlines are not one story. */
export const reasonWords = {
  'too-far-apart': 'they were published more than 14 hours apart',
  'other-date': 'one of them has a date without a time, and the other is of another date',
  'too-few-words': 'fewer than four words of a headline carry meaning: that says too little',
  'currencies-differ': 'both headlines name a currency, and not the same one',
  'bracketed-numbers-differ': 'the numbers in brackets differ',
  'ratings-differ': 'the ratings in the headlines differ',
  'no-shared-tag': 'both headlines name tickers, and none in common',
  'words-differ': 'more than one word differs, or the order of the words',
  'one-word-differs': 'one word is another word',
  'too-few-shared-words': 'one word differs, and they share too few others',
  'extra-number': 'one headline has one word more, and it is a number',
  'extra-turning-word': 'one headline has one word more, which can turn the meaning',
  'extra-period': 'one headline has one word more, and it names a time',
  'extra-name': 'one headline has one word more, and it is a place, or a letter that tells one of a row',
  'extra-first-word': 'one headline has one word more, and it is the first: it can say whom the news is about',
} as const satisfies Record<MismatchReason, string>;

/** Why an article that matches two stories is in one of them and not in the other. */
export const preferenceWords = {
  'equal-key': 'has the same words as an article that was there',
  'came-later': 'had its place before the other story was begun',
  'published-earlier': 'joined the one that was published first',
} as const satisfies Record<Preference, string>;
