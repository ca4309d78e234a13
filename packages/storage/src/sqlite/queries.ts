import type { CollectionEvent, EpochMs, EventQuery, ItemQuery, NewsItem, QuarantinedItem, Ticker } from '@ingest/core';
import { dayNumber, toIso } from '@ingest/core';
import type Database from 'better-sqlite3';
import { and, count, desc, eq, getTableName, gte, inArray, isNotNull, lt, type SQL, sql } from 'drizzle-orm';
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';
import { toLimit } from '../shared/limit.js';
import { toNewsItem } from '../shared/to-news-item.js';
import { wordsOf } from '../shared/words.js';
import { preparedOnce, type SqliteClient } from './client.js';
import { storyTickers } from './key-tables.js';
import { sentimentConditions } from './sentiment-filter.js';
import { articles, collectionEvents, quarantine, stories } from './tables.js';
import { tickerDays } from './ticker-days.js';

/** The one module that loads drizzle at run time: a run that only commits does without. */
export const queriesOf = preparedOnce((client) => new Queries(client));

/** Row numbers first, rows as they are consumed: no statement stays open, and a whole table is never in memory. */
class Queries {
  private readonly client: SqliteClient;
  private readonly db: BetterSQLite3Database;

  constructor(client: SqliteClient) {
    this.client = client;
    // drizzle asks for the driver's own type, of which ours is the part that it calls.
    this.db = drizzle({ client: client as unknown as Database.Database });
  }

  /** Newest first. */
  itemIds(query: ItemQuery): number[] {
    return this.numbers(
      this.db
        .select({ id: stories.id })
        .from(stories)
        .where(matching(query))
        .orderBy(desc(stories.publishedAt), desc(stories.storyKey))
        .limit(toLimit(query.limit) ?? -1),
    );
  }

  /** In the order of their keys. */
  storyIds(): number[] {
    return this.numbers(
      this.db.select({ id: stories.id }).from(stories).where(isNotNull(stories.headline)).orderBy(stories.storyKey),
    );
  }

  /** The stories of these rows, in their order; one that was pruned meanwhile is left out. */
  items(ids: readonly number[]): NewsItem[] {
    const found = new Map(
      this.db
        .select()
        .from(stories)
        .where(inArray(stories.id, [...ids]))
        .all()
        .map((story) => [story.id, { story, articles: [] as (typeof articles.$inferSelect)[] }]),
    );
    for (const article of this.db
      .select()
      .from(articles)
      .where(inArray(articles.storyId, [...ids]))
      .all())
      found.get(article.storyId)?.articles.push(article);
    return ids.flatMap((id) => {
      const row = found.get(id);
      return row === undefined ? [] : toItem(row.story, row.articles);
    });
  }

  countItems(query: ItemQuery): number {
    return this.db.select({ rows: count() }).from(stories).where(matching(query)).get()?.rows ?? 0;
  }

  eventIds(query: EventQuery): number[] {
    const { id, runId, source, startedAt } = collectionEvents;
    return this.numbers(
      this.db
        .select({ id })
        .from(collectionEvents)
        .where(narrowed(query, { runId, source, at: startedAt }))
        .orderBy(desc(startedAt), desc(id))
        .limit(toLimit(query.limit) ?? -1),
    );
  }

  events(ids: readonly number[]): CollectionEvent[] {
    const rows = this.db
      .select()
      .from(collectionEvents)
      .where(inArray(collectionEvents.id, [...ids]))
      .orderBy(desc(collectionEvents.startedAt), desc(collectionEvents.id))
      .all();
    return rows.map(toEvent);
  }

  quarantineIds(query: EventQuery): number[] {
    const { id, runId, source, at } = quarantine;
    return this.numbers(
      this.db
        .select({ id })
        .from(quarantine)
        .where(narrowed(query, { runId, source, at }))
        .orderBy(desc(at), desc(id))
        .limit(toLimit(query.limit) ?? -1),
    );
  }

  quarantined(ids: readonly number[]): QuarantinedItem[] {
    const { source, runId, at, reason, raw } = quarantine;
    return this.db
      .select({ source, runId, at, reason, raw })
      .from(quarantine)
      .where(inArray(quarantine.id, [...ids]))
      .orderBy(desc(at), desc(quarantine.id))
      .all();
  }

  countEventsEver(): number {
    const row = this.db.get<{ seq: number } | undefined>(
      sql`SELECT seq FROM sqlite_sequence WHERE name = ${getTableName(collectionEvents)}`,
    );
    return row?.seq ?? 0;
  }

  /** The only column of a query as plain numbers, 8 bytes each: as rows a million of them would be 100 MB. */
  private numbers(query: { toSQL(): { readonly sql: string; readonly params: readonly unknown[] } }): number[] {
    const { sql: text, params } = query.toSQL();
    return this.client
      .prepare(text)
      .pluck()
      .all(...params) as number[];
  }
}

/** Stories that were pruned match nothing. */
function matching(query: ItemQuery): SQL | undefined {
  const { tickers, sources, since, until, search, minPublishers } = query;
  return and(
    isNotNull(stories.headline),
    since === undefined ? undefined : gte(stories.publishedAt, since),
    until === undefined ? undefined : lt(stories.publishedAt, until),
    minPublishers === undefined ? undefined : sql`json_array_length(${stories.publishers}) >= ${minPublishers}`,
    ...sentimentConditions(query),
    sources === undefined ? undefined : carriedBy(sources),
    tickers === undefined ? undefined : concerning(tickers, since, until),
    search === undefined ? undefined : holding(wordsOf(search)),
  );
}

function carriedBy(sources: readonly string[]): SQL {
  return sql`EXISTS (SELECT 1 FROM json_each(${stories.sources}) WHERE ${inArray(sql`value`, [...sources])})`;
}

/** A story stands under the day of an article that carried it, which may be the neighbour of the day that it shows. */
function concerning(tickers: readonly Ticker[], since: EpochMs | undefined, until: EpochMs | undefined): SQL {
  const firstDay = since === undefined ? 0 : dayNumber(since) - 1;
  const lastDay = until === undefined ? Number.MAX_SAFE_INTEGER : dayNumber(until) + 1;
  const { day, ticker, storyId } = storyTickers;
  // As parameters: a statement for each pair of days would be kept for the life of the process.
  const days = tickerDays('@first', '@last').split(/(@\w+)/);
  const bound = days.map((part) =>
    part === '@first' ? sql`${firstDay}` : part === '@last' ? sql`${lastDay}` : sql.raw(part),
  );
  return sql`${stories.id} IN (${sql.join(bound)}
    SELECT ${storyId} FROM days CROSS JOIN ${storyTickers} ON ${day} = days.day WHERE ${inArray(ticker, [...tickers])})`;
}

/** Every word is quoted, so that none is taken for an operator of the search; a search without a word finds nothing. */
function holding(words: readonly string[]): SQL {
  if (words.length === 0) return sql`0`;
  const match = words.map((word) => `"${word}"`).join(' ');
  return sql`${stories.id} IN (SELECT rowid FROM news_search WHERE news_search MATCH ${match})`;
}

function narrowed(
  { runId, source, since }: EventQuery,
  columns: { readonly runId: SQLiteColumn; readonly source: SQLiteColumn; readonly at: SQLiteColumn },
): SQL | undefined {
  return and(
    runId === undefined ? undefined : eq(columns.runId, runId),
    source === undefined ? undefined : eq(columns.source, source),
    since === undefined ? undefined : gte(columns.at, since),
  );
}

type StoryRow = typeof stories.$inferSelect;
type ArticleRow = typeof articles.$inferSelect;

/** The article that the story shows has its text there. */
function toItem(story: StoryRow, carriers: readonly ArticleRow[]): NewsItem[] {
  const { headline } = story;
  if (headline === null) return [];
  const shown = { ...story, headline, tickers: story.tickers as readonly Ticker[] };
  return [
    toNewsItem(
      shown,
      carriers.map((article) =>
        article.headline === null
          ? { ...article, headline, url: story.url }
          : { ...article, headline: article.headline },
      ),
    ),
  ];
}

function toEvent(row: typeof collectionEvents.$inferSelect): CollectionEvent {
  const { id: _, startedAt, errorCode, errorMessage, tickers, ...counts } = row;
  return {
    ...counts,
    outcome: row.outcome as CollectionEvent['outcome'],
    tickers: tickers as Ticker[],
    startedAt: toIso(startedAt),
    ...(errorCode === null ? {} : { errorCode: errorCode as NonNullable<CollectionEvent['errorCode']> }),
    ...(errorMessage === null ? {} : { errorMessage }),
  };
}
