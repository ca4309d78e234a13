import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { hexKey, stories } from './tables.js';

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

/** Small values that processes change in turns, as JSON. */
export const registers = sqliteTable('registers', {
  name: text('name').primaryKey(),
  value: text('value').notNull(),
});
