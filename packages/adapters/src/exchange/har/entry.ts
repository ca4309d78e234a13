import { DAY_MS } from '@ingest/core';
import * as z from 'zod';

/** What must be known of every entry: whose it is. Everything is read forgivingly; browsers and proxies add keys of their own. */
export const entryOwner = z.object({
  /** The source that asked, in recordings of this program. */
  _source: z.string().optional().catch(undefined),
  request: z.object({ url: z.string().min(1), method: z.string().min(1).optional().catch(undefined) }),
});

/** Why there was no answer, or no whole one. Browsers write null where all went well. */
const failure = z.string().nullish();

/** Without an answer there is none: 0 here, −1 or null where other tools write that. */
const status = z
  .number()
  .nullish()
  .transform((value) => (value === null || value === undefined || value < 200 ? 0 : value))
  .refine((value) => value === 0 || (Number.isInteger(value) && value <= 999), 'not an HTTP status');

/** No exchange takes a day, and no clock runs backwards for one: whatever says so did not measure. */
const time = z
  .number()
  .refine((value) => Math.abs(value) <= DAY_MS, 'not a time that an exchange takes')
  .nullish();

interface Answered {
  readonly status: number;
  readonly content?: { readonly text?: string | null | undefined } | null | undefined;
}

/** With 304 a browser was told to take what its cache had, and writes that down as the body: the answer was that one. */
function withCachedBody<T extends Answered>(response: T): T {
  return response.status === 304 && (response.content?.text ?? '') !== '' ? { ...response, status: 200 } : response;
}

/** What the index keeps of a source's entry. */
export const entrySummary = z.object({
  startedDateTime: z.string(),
  /** Milliseconds; −1 and null where a tool did not measure. */
  time,
  request: z.object({ method: z.string().min(1) }),
  response: z
    .object({ status, _error: failure, content: z.object({ text: z.string().nullish() }).nullish() })
    .transform(withCachedBody),
});

const headers = z.array(z.object({ name: z.string(), value: z.string() }));

/** What a source's entry answers with. */
export const entryAnswer = z.object({
  response: z
    .object({
      status,
      statusText: z.string().nullish(),
      headers: headers.nullish(),
      content: z
        .object({
          /** Bytes after decoding. */
          size: z.number().nullish(),
          text: z.string().nullish(),
          encoding: z.string().nullish(),
        })
        .nullish(),
      _error: failure,
      _errorMessage: z.string().nullish(),
    })
    .transform(withCachedBody),
});

/** What a recording of this program says of its run (`log._ingest`); recordings by other tools have none. */
export const recordingMeta = z.object({
  /** Version of this form of recording. */
  version: z.literal(1),
  mode: z.string(),
  /** The chain, in order of priority. */
  sources: z.array(z.string()).readonly(),
  /** The tickers that the run was asked for. */
  tickers: z.array(z.string()).readonly(),
  startedAt: z.string(),
  /** Which stretch the run read: its start, and its end where it was a range. Absent: as far as the sources went by themselves. */
  reading: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('fresh'), from: z.string() }),
      z.object({ kind: z.literal('range'), from: z.string(), to: z.string() }),
    ])
    .optional(),
});
export type RecordingMeta = z.infer<typeof recordingMeta>;

/** Which stretch each collection of the run read (`log._collections`); recordings by other tools have none. */
export const recordedCollections = z
  .array(z.object({ source: z.string(), tickers: z.array(z.string()).readonly(), from: z.string(), to: z.string() }))
  .readonly();
export type RecordedCollection = z.infer<typeof recordedCollections>[number];

/** An entry as it is written. Members with an underscore are ours, as HAR 1.2 allows. */
export interface HarEntry {
  readonly _source: string;
  readonly startedDateTime: string;
  readonly time: number;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly httpVersion: string;
    readonly cookies: readonly never[];
    readonly headers: readonly NameValue[];
    readonly queryString: readonly NameValue[];
    readonly headersSize: number;
    readonly bodySize: number;
  };
  readonly response: {
    readonly status: number;
    readonly statusText: string;
    readonly httpVersion: string;
    readonly cookies: readonly never[];
    readonly headers: readonly NameValue[];
    readonly content: {
      readonly size: number;
      readonly mimeType: string;
      readonly text?: string;
      readonly encoding?: 'base64';
    };
    readonly redirectURL: string;
    readonly headersSize: number;
    readonly bodySize: number;
    readonly _error?: string;
    readonly _errorMessage?: string;
  };
  readonly cache: Readonly<Record<string, never>>;
  readonly timings: { readonly send: number; readonly wait: number; readonly receive: number };
}

export interface NameValue {
  readonly name: string;
  readonly value: string;
}
