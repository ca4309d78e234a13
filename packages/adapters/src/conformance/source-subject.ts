import type { ErrorCode, Source } from '@ingest/core';
import type { ConformanceCase } from '@ingest/core/testing';
import type { SourceOptions } from '../sources/source-options.js';

/** A source, and what its provider sends. Replies are invented or recorded, and hold no key. */
export interface SourceSubject {
  /** A source as `createSource` makes it, with the options that every source is handed, and those of its own that it needs. */
  create(options: SourceOptions): Source;
  /** A key of the form that the source takes; null for a source without keys. */
  readonly key: string | null;
  /** The body of a good reply to a request for fresh news, with two items or more. */
  readonly page: string;
  /** The same with an item among the others that cannot be read; null where a page is good as a whole or not at all. */
  readonly pageWithMalformedItem: string | null;
  /** The body of a good reply behind which there is more to ask for. Default: `page`. */
  readonly pageBeforeAnother?: string;
  /**
   * The body of a good reply that says nothing of sentiment where `page` does: left out, null, empty, no number, off the scale. To be
   * given with a source that states any.
   */
  readonly pageWithoutSentiment?: string;
  /** The body of an answer about the ticker AAPL as a whole, and of one that says nothing of it. To be given with `fetchAggregate`. */
  readonly aggregate?: { readonly body: string; readonly nothing: string };
  /** Whole bodies with which the provider refuses although the status is one of success, and the code that each has to become. */
  readonly refusals?: readonly { readonly body: string; readonly code: ErrorCode }[];
  /** The body of a reply that is nested without end. Default: JSON lists in one another. */
  readonly tooDeep?: string;
  /** The content type of the replies. Default: `application/json`. */
  readonly contentType?: string;
}

/**
 * What a source may be without, as it says itself. `key`: its `credential`; `malformed items`: items that it judges one by one, as its
 * subject says; `items to read again`: `readItem`; `pages`: more than one request for a long stretch (`articlesPerRequest` is no
 * `Infinity`); `tickers in a request`: it can be asked for them (`isUnfiltered` is not set), `no tickers in a request`: it cannot;
 * `memory`: `remembers`; `aggregate`: `fetchAggregate`; `sentiment` and `refusals with a good status`: as its subject says (a source whose page states a sentiment is
 * not taken without).
 */
export type SourceFeature =
  | 'key'
  | 'malformed items'
  | 'items to read again'
  | 'pages'
  | 'tickers in a request'
  | 'no tickers in a request'
  | 'memory'
  | 'aggregate'
  | 'sentiment'
  | 'refusals with a good status';

/** One rule that every source keeps, as far as it has what the rule is about. */
export interface SourceCase extends ConformanceCase<SourceSubject> {
  readonly needs: readonly SourceFeature[];
}

/** What the source of a subject would have to have for a case, and has not; null when the case can be run. */
export function missingFeature({ needs }: SourceCase, subject: SourceSubject): SourceFeature | null {
  return needs.find((need) => !has[need](subject)) ?? null;
}

const has: Readonly<Record<SourceFeature, (subject: SourceSubject) => boolean>> = {
  key: ({ key }) => key !== null,
  'malformed items': ({ pageWithMalformedItem }) => pageWithMalformedItem !== null,
  'items to read again': (subject) => sourceOf(subject).readItem !== undefined,
  pages: (subject) => sourceOf(subject).capabilities.articlesPerRequest !== Number.POSITIVE_INFINITY,
  'tickers in a request': (subject) => sourceOf(subject).capabilities.isUnfiltered !== true,
  'no tickers in a request': (subject) => sourceOf(subject).capabilities.isUnfiltered === true,
  memory: (subject) => sourceOf(subject).capabilities.remembers === true,
  aggregate: (subject) => sourceOf(subject).fetchAggregate !== undefined,
  sentiment: ({ pageWithoutSentiment }) => pageWithoutSentiment !== undefined,
  'refusals with a good status': ({ refusals = [] }) => refusals.length > 0,
};

/** To be looked at, not to be asked. */
function sourceOf({ create, key }: SourceSubject): Source {
  return create({
    fetch: () => Promise.reject(new TypeError('fetch failed')),
    ...(key === null ? {} : { apiKey: key }),
  });
}
