import type { SourceItem } from '@ingest/core';
import * as z from 'zod';
import { settingPath } from '../config/explain-issue.js';

const text = z.string().nullable();
/** Core says of one that is no time, and the others of its page stay. */
const number = z.custom<number>((given) => typeof given === 'number', 'expected a number');
const time = z.union([z.string(), number, z.null()], 'expected a text, a number or null');
const statement = z.looseObject({}).nullable();

/** Whether what is said of good and bad news can be looked at: whether it is on the scale core says. */
const sentiment = z.object({
  article: statement,
  tickers: z.array(z.object({ ticker: z.string(), statement })),
});

const candidate = z.object({
  sourceId: text,
  headline: text,
  description: text,
  url: text,
  publisher: text,
  publishedAt: time,
  orderedAt: time.optional(),
  tickers: z.array(z.string()),
  tags: z.array(z.string()),
  sentiment: sentiment.optional(),
});

const item = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('candidate'), candidate }),
  z.object({ kind: z.literal('malformed'), reason: z.string() }),
]);

const window = z.object({ from: number, to: number });

const page = z.object({
  items: z.array(item),
  next: z.custom((given) => given !== undefined, 'left out: null where there is nothing more'),
  asked: window.nullable(),
  unread: window.optional(),
});

/** Why something is no page that core can look at, by the place in it; null when it is one. What its texts mean core judges itself. */
export function pageProblem(given: unknown): string | null {
  const { error } = page.safeParse(given);
  const issue = error?.issues[0];
  if (issue === undefined) return null;
  return issue.path.length === 0 ? issue.message : `${settingPath(issue.path)}: ${issue.message}`;
}

/** An item as a source is to give it. */
export function isItem(given: unknown): given is SourceItem {
  return item.safeParse(given).success;
}
