import fc from 'fast-check';
import type { StoryArticle } from '../../src/identity/prepare-article.js';
import { HOUR_MS } from '../../src/time/instant.js';
import { meaningEdits } from './meaning-edits.js';
import { ownHeadlines } from './own-headlines.js';

/** What editors do to a headline that may leave it the same story, and may not. */
const desks: readonly ((text: string, at: number) => string)[] = [
  (text) => text,
  (text, at) => spliced(text, at, 1),
  (text, at) => spliced(text, at, 0, 'big'),
  (text, at) => spliced(text, at, 0, 'not'),
  (text, at) => spliced(text, at, 0, '7'),
  (text, at) => inflected(text, at, (word) => `${word}s`),
  (text, at) => inflected(text, at, (word) => `${word.slice(0, 4)}.`),
  (text, at) => `${text.slice(0, 30 + at * 5)}...`,
  (text) => `Calder: ${text}`,
  (text) => `${text}: Ann Calder`,
  (text) => `${text} - sources`,
  (text) => `${text}, Calder says`,
  (text) => `Ostmark's ${text}`,
  (text, at) => meaningEdits(text)[at]?.edited ?? text,
  (text, at) => text.split(' ').slice(0, at).join(' '),
];

const publishedAt = fc.oneof(
  fc.integer({ min: 0, max: 40 * 60 }).map((minutes) => Date.UTC(2024, 5, 4) + minutes * 60_000),
  fc.constantFrom('2024-06-04', '2024-06-05', Date.UTC(2024, 5, 4, 10), Date.UTC(2024, 5, 4, 10) + 14 * HOUR_MS),
);

const circumstances = fc.record({
  publishedAt,
  source: fc.constantFrom('tiingo', 'finnhub'),
  sourceId: fc.constantFrom(null, '1', '2'),
  url: fc.constantFrom(null, 'https://example.com/1', 'https://Example.com/1/?utm_source=x#a', 'https://example.com/2'),
});

/** What says too little to be a story. */
const shortHeadline = fc.constantFrom('Form 8-K', 'FORM 8-K', 'Market Wrap', '???', '$5 vs (0.50)');

const desk = fc.tuple(fc.constantFrom(...desks), fc.nat({ max: 12 })).map(
  ([edit, at]) =>
    (text: string) =>
      edit(text, at),
);

const edited = fc
  .tuple(fc.constantFrom(...ownHeadlines), desk, desk)
  .map(([text, one, other]) => [one(text), other(text)] as const);

/** Two articles whose headlines two desks made of one, or that say little, within two days: many are one story, many just not. */
export const nearPair: fc.Arbitrary<readonly [StoryArticle, StoryArticle]> = fc
  .tuple(
    fc.oneof({ weight: 9, arbitrary: edited }, { weight: 1, arbitrary: fc.tuple(shortHeadline, shortHeadline) }),
    circumstances,
    circumstances,
  )
  .map(([[one, other], here, there]) => [
    { headline: one, ...here },
    { headline: other, ...there },
  ]);

function spliced(text: string, at: number, removed: number, ...added: readonly string[]): string {
  return text
    .split(' ')
    .toSpliced(at, removed, ...added)
    .join(' ');
}

function inflected(text: string, at: number, inflect: (word: string) => string): string {
  return text
    .split(' ')
    .map((word, index) => (index === at ? inflect(word) : word))
    .join(' ');
}
