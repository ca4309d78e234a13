import type { EpochMs } from '../contracts/clock.js';
import type { StoryKey } from '../model/primitives.js';
import { DAY_MS, parseInstant, utcDate } from '../time/instant.js';
import { canonicalUrl } from './canonical-url.js';
import { fewestWords, storyKeyOf } from './keys.js';
import { type LabelReading, labelReadings } from './label-readings.js';
import { type NormalisedHeadline, readHeadline } from './normalise-headline.js';
import { contentWords } from './words.js';

/** What is looked at to see whether two articles carry one story. */
export interface StoryArticle {
  readonly headline: string;
  /** Milliseconds since 1970, or any form that `parseInstant` reads. */
  readonly publishedAt: EpochMs | string;
  readonly source: string;
  /** The article's id at its source. */
  readonly sourceId?: string | null | undefined;
  readonly url?: string | null | undefined;
}

/** An article of which everything is read once that a match with any number of others looks at. */
export interface PreparedArticle extends NormalisedHeadline {
  readonly storyKey: StoryKey;
  readonly publishedAt: EpochMs;
  /** UTC date of `publishedAt`. */
  readonly date: string;
  /** Whether its source told the date and no time: it is then midnight in UTC, to the millisecond. */
  readonly isDateOnly: boolean;
  readonly source: string;
  readonly sourceId: string | null;
  /** Whether the headline has too few content words to say what the story is. */
  readonly isShort: boolean;
  /** Canonical; null unless the headline is short, for only then it says what the words do not. */
  readonly url: string | null;
  /** Whether the first content word ended in `'s`. */
  readonly beginsWithOwner: boolean;
  /** Words of three letters and more behind which a full stop stands. */
  readonly abbreviations: ReadonlySet<string>;
  readonly labels: readonly LabelReading[];
}

/** Throws a RangeError when `publishedAt` names no instant. */
export function prepareArticle(article: StoryArticle): PreparedArticle {
  const { headline, publishedAt, source, sourceId, url } = article;
  const { text, normalised } = readHeadline(headline, source);
  const at = parseInstant(publishedAt);
  if (at === null) throw new RangeError(`publishedAt is no instant: ${JSON.stringify(publishedAt)}`);
  const isShort = normalised.words.length < fewestWords;
  return {
    ...normalised,
    storyKey: storyKeyOf(normalised, { headline, publishedAt, source, sourceId }),
    publishedAt: at,
    date: utcDate(at),
    isDateOnly: at % DAY_MS === 0,
    source,
    sourceId: sourceId || null,
    isShort,
    url: isShort && url ? canonicalUrl(url) : null,
    beginsWithOwner: beginsWithOwner(text),
    abbreviations: new Set(text.match(abbreviation)),
    labels: labelReadings(text),
  };
}

const abbreviation = /(?<![\p{L}\p{N}])\p{L}{3,}(?=\.(?![\p{L}\p{N}]))/gu;
const owner = /'s(?![\p{L}\p{N}])/u;

function beginsWithOwner(text: string): boolean {
  const at = text.search(owner);
  return at > 0 && contentWords(text.slice(0, at)).length === 1;
}
