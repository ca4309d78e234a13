import type { SourceItem, Ticker } from '@ingest/core';
import * as z from 'zod';
import type { Feed, FeedEntry } from '../../feed/feed.js';
import { feedTime } from '../../feed/feed-time.js';
import { malformedReason } from '../fields.js';
import type { TickerFinder } from './about.js';

/** What is kept of an entry that cannot be read: all that it was read from. */
const rawEntry = z.object({
  entry: z.object({
    id: z.string().nullable(),
    title: z.string().nullable(),
    summary: z.string().nullable(),
    content: z.string().nullable(),
    link: z.string().nullable(),
    base: z.string().nullable(),
    source: z.string().nullable(),
    time: z.string().nullable(),
    categories: z.array(z.string()),
  }),
  /** The address of the feed, without its query. */
  feed: z.string(),
  publisher: z.string().nullable(),
  asked: z.string().nullable(),
});

type RawEntry = Omit<z.infer<typeof rawEntry>, 'entry'> & { readonly entry: FeedEntry };

export interface FeedFacts {
  readonly url: URL;
  /** The ticker that was asked for; null when the url names none. */
  readonly asked: Ticker | null;
  /** Default: the title of the feed. */
  readonly publisher: string | null;
}

/** The entries of a feed as candidates. */
export function toCandidates({ title, entries }: Feed, facts: FeedFacts, find: TickerFinder): readonly SourceItem[] {
  const { asked, url } = facts;
  const common = { feed: url.origin + url.pathname, publisher: facts.publisher ?? title, asked };
  return entries.map((entry) => toCandidate({ entry, ...common }, find));
}

/** One entry once more, as it was kept. */
export function toItem(raw: unknown, find: TickerFinder): SourceItem {
  const read = rawEntry.safeParse(raw);
  if (!read.success)
    return { kind: 'malformed', raw, reason: malformedReason(read.error, raw, { entry: 'an entry of a feed' }) };
  return toCandidate(read.data, find);
}

function toCandidate(raw: RawEntry, find: TickerFinder): SourceItem {
  const { entry, feed, publisher, asked } = raw;
  const { id, title, summary, content, link, base, source, time, categories } = entry;
  const address = link ?? (id !== null && isAddress(id) ? id : null);
  return {
    kind: 'candidate',
    raw,
    candidate: {
      sourceId: id ?? link,
      // RSS asks for a title or a description.
      headline: title ?? summary,
      description: summary ?? content,
      url: address === null ? null : resolved(address, base, feed),
      publisher: source ?? publisher,
      publishedAt: time === null ? null : feedTime(time),
      tickers: find(entry, asked as Ticker | null),
      tags: categories,
    },
  };
}

function isAddress(text: string): boolean {
  return /^https?:\/\//i.test(text);
}

/** A whole url letter by letter as it came; a relative one from the base that the document names, which may be relative itself. */
function resolved(address: string, base: string | null, feed: string): string {
  if (/^[a-z][a-z0-9+.-]*:/i.test(address)) return address;
  const from = base !== null && URL.canParse(base, feed) ? new URL(base, feed).href : feed;
  return URL.canParse(address, from) ? new URL(address, from).href : address;
}
