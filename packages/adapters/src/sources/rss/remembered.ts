import { type EpochMs, type Json, parseInstant, type Window } from '@ingest/core';
import * as z from 'zod';
import type { FeedEntry } from '../../feed/feed.js';
import { feedTime } from '../../feed/feed-time.js';

/** A validator is a few dozen characters; a longer one is not kept. */
const longestValidator = 500;

const remembered = z.object({
  /** Of the options that it was read with: with others, an entry may be about other tickers. */
  options: z.string(),
  etag: z.string().nullable(),
  lastModified: z.string().nullable(),
  /** The newest entry, and how many there were. */
  newest: z.number().nullable(),
  entries: z.number(),
});

/** What is kept of a feed from one reading to the next. */
export type Remembered = z.infer<typeof remembered>;

/** Null for what is not of these options, such as that of an older version. */
export function readRemembered(value: Json | undefined, options: string): Remembered | null {
  const read = remembered.safeParse(value);
  return read.success && read.data.options === options ? read.data : null;
}

/** The headers that ask for a feed only if it has changed. */
export function conditionOf(before: Remembered | null): Readonly<Record<string, string>> {
  return {
    ...(before?.etag != null && { 'if-none-match': before.etag }),
    ...(before?.lastModified != null && { 'if-modified-since': before.lastModified }),
  };
}

/** What to keep of a feed that was read. */
export function rememberedOf(headers: Headers, entries: readonly FeedEntry[], options: string): Remembered {
  const times = timesOf(entries);
  return {
    options,
    etag: validator(headers.get('etag')),
    lastModified: validator(headers.get('last-modified')),
    newest: times.length === 0 ? null : times.reduce((newest, at) => Math.max(newest, at)),
    entries: entries.length,
  };
}

/**
 * What fell off the end of a feed between two readings: it is as long as before and does not reach back to what was its newest
 * entry. A shorter one dropped what is old, not what is much.
 */
export function missedBetween(before: Remembered | null, entries: readonly FeedEntry[]): Window | null {
  const times = timesOf(entries);
  if (before === null || before.newest === null || times.length === 0 || entries.length < before.entries) return null;
  const to = times.reduce((oldest, at) => Math.min(oldest, at));
  return before.newest < to ? { from: before.newest, to } : null;
}

function timesOf(entries: readonly FeedEntry[]): readonly EpochMs[] {
  return entries.map(({ time }) => (time === null ? null : parseInstant(feedTime(time)))).filter((at) => at !== null);
}

function validator(text: string | null): string | null {
  return text === null || text === '' || text.length > longestValidator ? null : text;
}
