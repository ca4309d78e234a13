import { integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { articles, hexKey, stories } from './tables.js';

// Tables WITHOUT ROWID: drizzle-kit cannot write that, so they are apart from what it reads and made by a hand-written migration.

/** Every key that a story ever had leads to it, also when the story was pruned. */
export const knownKeys = sqliteTable(
  'known_keys',
  {
    /** The UTC day of the article that made the key. */
    day: integer('day').notNull(),
    key: hexKey('key').notNull(),
    storyId: integer('story_id')
      .notNull()
      .references(() => stories.id),
  },
  (table) => [primaryKey({ columns: [table.day, table.key] })],
);

/** Which stories concern a ticker, day by day. */
export const storyTickers = sqliteTable(
  'story_tickers',
  {
    /** The UTC day on which the story was published, as it was known when the ticker came. */
    day: integer('day').notNull(),
    ticker: text('ticker').notNull(),
    storyId: integer('story_id')
      .notNull()
      .references(() => stories.id),
  },
  (table) => [primaryKey({ columns: [table.day, table.ticker, table.storyId] })],
);

/** Where the anchors of stories are filed, so that an article finds those that it may match. */
export const lookups = sqliteTable(
  'lookups',
  {
    /** The UTC day on which the anchor was published. */
    day: integer('day').notNull(),
    /** A lookup key of core. */
    key: integer('key').notNull(),
    storyId: integer('story_id')
      .notNull()
      .references(() => stories.id),
    /** By which those are passed over that cannot match, without being read. */
    wordSums: integer('word_sums').notNull(),
  },
  (table) => [primaryKey({ columns: [table.day, table.key, table.storyId] })],
);

/** Tickers for which an article was delivered after it was seen first. */
export const addedTickers = sqliteTable(
  'added_tickers',
  {
    articleId: integer('article_id')
      .notNull()
      .references(() => articles.id),
    ticker: text('ticker').notNull(),
    seenAt: integer('seen_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.articleId, table.ticker] })],
);

/** What scorers said of a story, in the order in which it was stored. */
export const scores = sqliteTable(
  'scores',
  {
    storyId: integer('story_id')
      .notNull()
      .references(() => stories.id),
    /** From 1 on, within its story. */
    number: integer('number').notNull(),
    model: text('model').notNull(),
    at: integer('at').notNull(),
    /** Null: the scorer has no opinion any more. */
    score: real('score'),
    confidence: real('confidence'),
    isPreferred: integer('is_preferred', { mode: 'boolean' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.storyId, table.number] })],
);

/** Small values that processes change in turns, as JSON. */
export const registers = sqliteTable('registers', {
  name: text('name').primaryKey(),
  value: text('value').notNull(),
});
