import * as z from 'zod';
import { instant, limits, storyKey, webUrl } from './primitives.js';
import { sentimentScore } from './sentiment.js';
import { ticker } from './ticker.js';

/** What a source says of one ticker of an article. */
export const aboutTicker = z
  .object({
    ticker,
    relevance: z
      .number()
      .min(0)
      .max(1)
      .optional()
      .describe('How much the article is about it, 0…1; absent where the source does not say.'),
    sentiment: sentimentScore.optional(),
  })
  .describe('What a source says of one ticker of an article.');

/** The record that an article carried a story. */
export const attribution = z
  .object({
    source: z.string(),
    sourceId: z.string().optional().describe('The article’s id at its source; absent where the source gives none.'),
    url: webUrl.optional(),
    headline: z.string().describe('The headline as this article carried it.'),
    publishedAt: instant,
    firstSeenAt: instant.describe('When this program saw the article first.'),
    sentiment: sentimentScore.optional().describe('What the source says of the article as a whole.'),
    aboutTickers: z
      .array(aboutTicker)
      .optional()
      .describe('What the source says of the article’s tickers, by their names; absent where it says nothing.'),
  })
  .describe('An article that carried the story.');
export type Attribution = z.infer<typeof attribution>;

/** A text that an article of a story had before. */
export const revision = z
  .object({
    source: z.string(),
    sourceId: z.string().optional().describe('The article’s id at its source; absent where the source gives none.'),
    headline: z.string(),
    description: z.string().optional(),
    seenAt: instant.describe('When this text was seen first.'),
    replacedAt: instant.describe('When the next one took its place.'),
  })
  .describe('A text that an article had before.');
export type Revision = z.infer<typeof revision>;

/** A story as the user reads it. */
export const newsItem = z
  .object({
    storyKey,
    headline: z.string().min(1).max(limits.headline),
    description: z.string().max(limits.description).optional(),
    url: webUrl.optional(),
    publishedAt: instant,
    ingestedAt: instant.describe('When the story was stored first.'),
    tickers: z.array(ticker),
    tags: z.array(z.string()),
    publisher: z.string().optional().describe('Name of the original publisher.'),
    source: z.string().describe('The source that delivered the story first.'),
    isFailover: z.boolean().describe('Whether that source stood in for a failed one.'),
    sentiment: sentimentScore.optional(),
    attributions: z.array(attribution).min(1),
    revision: z.int().min(0).describe('How often its articles changed their text.'),
    publishers: z
      .array(z.string())
      .describe(
        'The publishers that carried it, those of one family as one: how many say so independently of each other.',
      ),
    revisions: z
      .array(revision)
      .optional()
      .describe('Old texts of its articles, oldest first; only where they are asked for.'),
  })
  .describe('A story, however many articles carried it.');
export type NewsItem = z.infer<typeof newsItem>;
