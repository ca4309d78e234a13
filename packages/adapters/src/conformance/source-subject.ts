import type { Source } from '@ingest/core';
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
  /** The body of a reply that is nested without end. Default: JSON lists in one another. */
  readonly tooDeep?: string;
  /** The content type of the replies. Default: `application/json`. */
  readonly contentType?: string;
}

/** One rule that every source keeps. */
export type SourceCase = ConformanceCase<SourceSubject>;
