import { parseInstant, type SourceItem, type Window } from '@ingest/core';
import { type Days, windowOf } from '../whole-days.js';

/** Finnhub says nothing of a limit, but replies end at about 250 items (246 and 249 seen), whatever was asked for. */
const smallestCutReply = 240;

/**
 * What a request brings where a long stretch is read half by half: the leaves of a binary tree, each half full at least, are
 * as many as its inner nodes, whose replies bring nothing new.
 */
export const articlesPerRequest = 90;

/** Replies are newest first only nearly, so that no single item tells how far one reaches back. */
const tailLength = 20;

/**
 * What a reply about these days leaves unread of the window: nothing when it is too short to have been cut or its whole
 * tail is older than the window, else from the beginning of the days to the newest item of the tail.
 */
export function unreadPart(items: readonly SourceItem[], days: Days, window: Window | null): Window | null {
  if (items.length < smallestCutReply) return null;
  const asked = windowOf(days);
  const from = Math.max(asked.from, window?.from ?? asked.from);
  const to = Math.min(asked.to, newestOf(items.slice(-tailLength)) ?? asked.to);
  return from <= to ? { from, to } : null;
}

function newestOf(items: readonly SourceItem[]): number | null {
  const times = items.map((item) => (item.kind === 'candidate' ? parseInstant(item.candidate.publishedAt) : null));
  const readable = times.filter((time) => time !== null);
  return readable.length === 0 ? null : Math.max(...readable);
}
