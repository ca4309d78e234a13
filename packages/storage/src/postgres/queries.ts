import type { CollectionEvent, EpochMs, EventQuery, ItemQuery, QuarantinedItem, Ticker } from '@ingest/core';
import { dayNumber, toIso } from '@ingest/core';
import { and, arrayContains, desc, eq, gte, inArray, isNotNull, lt, type SQL, sql } from 'drizzle-orm';
import { drizzle, type NodePgClient, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { toLimit } from '../shared/limit.js';
import { searchedWords } from './folded-words.js';
import { sentimentConditions } from './sentiment-filter.js';
import type { Session } from './session.js';
import { quoted } from './statements.js';
import { type Tables, tablesIn } from './tables.js';
import { tickerDays } from './ticker-days.js';

const tablesOf = new Map<string, Tables>();

/** The one module that loads drizzle at run time, beside the check: a run that only commits does without. */
export function queriesOf(session: Session): Queries {
  const tables = tablesOf.get(session.schema) ?? tablesIn(session.schema);
  tablesOf.set(session.schema, tables);
  return new Queries(session, tables);
}

/** Row numbers first, rows as they are consumed: no cursor stays open, and a whole table is never in memory. */
export class Queries {
  private readonly session: Session;
  private readonly tables: Tables;
  private readonly db: NodePgDatabase;

  constructor(session: Session, tables: Tables) {
    this.session = session;
    this.tables = tables;
    this.db = drizzle({ client: asClient(session) });
  }

  /** Newest first. */
  itemIds(query: ItemQuery): Promise<readonly number[]> {
    const { stories } = this.tables;
    return this.numbers(
      this.db
        .select({ id: stories.id })
        .from(stories)
        .where(this.matching(query))
        .orderBy(desc(stories.publishedAt), desc(stories.storyKey)),
      query,
    );
  }

  countItems(query: ItemQuery): Promise<number> {
    return this.db.$count(this.tables.stories, this.matching(query)).then(Number);
  }

  eventIds(query: EventQuery): Promise<readonly number[]> {
    const { id, runId, source, startedAt } = this.tables.collectionEvents;
    return this.numbers(
      this.db
        .select({ id })
        .from(this.tables.collectionEvents)
        .where(narrowed(query, { runId, source, at: startedAt }))
        .orderBy(desc(startedAt), desc(id)),
      query,
    );
  }

  async events(ids: readonly number[]): Promise<CollectionEvent[]> {
    const { collectionEvents } = this.tables;
    const rows = await this.db
      .select()
      .from(collectionEvents)
      .where(inArray(collectionEvents.id, [...ids]))
      .orderBy(desc(collectionEvents.startedAt), desc(collectionEvents.id));
    return rows.map(toEvent);
  }

  quarantineIds(query: EventQuery): Promise<readonly number[]> {
    const { id, runId, source, at } = this.tables.quarantine;
    return this.numbers(
      this.db
        .select({ id })
        .from(this.tables.quarantine)
        .where(narrowed(query, { runId, source, at }))
        .orderBy(desc(at), desc(id)),
      query,
    );
  }

  quarantined(ids: readonly number[]): Promise<QuarantinedItem[]> {
    const { quarantine } = this.tables;
    const { id, source, runId, at, reason, raw } = quarantine;
    return this.db
      .select({ source, runId, at, reason, raw })
      .from(quarantine)
      .where(inArray(id, [...ids]))
      .orderBy(desc(at), desc(id)) as Promise<QuarantinedItem[]>;
  }

  /** The only column of a query as one list of numbers, 8 bytes each: as rows a million of them would be 100 MB. */
  private async numbers(
    query: { toSQL(): { readonly sql: string; readonly params: readonly unknown[] } },
    { limit }: { readonly limit?: number },
  ): Promise<readonly number[]> {
    const { sql: text, params } = query.toSQL();
    const { rows } = await this.session.query(`SELECT ARRAY(${text} LIMIT $${params.length + 1})::bigint[] AS ids`, [
      ...params,
      toLimit(limit),
    ]);
    return (rows[0] as { ids: readonly number[] }).ids;
  }

  /** Stories that were pruned match nothing. */
  private matching(query: ItemQuery): SQL | undefined {
    const { tickers, sources, since, until, search, minPublishers } = query;
    const { stories } = this.tables;
    return and(
      isNotNull(stories.headline),
      since === undefined ? undefined : gte(stories.publishedAt, since),
      until === undefined ? undefined : lt(stories.publishedAt, until),
      minPublishers === undefined
        ? undefined
        : sql`jsonb_array_length(${stories.publishers}) >= ${minPublishers}::float8`,
      sources === undefined ? undefined : sql`${stories.sources} ?| ${textArray(sources)}`,
      tickers === undefined ? undefined : this.concerning(tickers, since, until),
      ...sentimentConditions(this.tables, query),
      search === undefined ? undefined : this.holding(searchedWords(search)),
    );
  }

  /** A story stands under the day of an article that carried it, which may be the neighbour of the day that it shows. */
  private concerning(tickers: readonly Ticker[], since: EpochMs | undefined, until: EpochMs | undefined): SQL {
    const firstDay = since === undefined ? 0 : dayNumber(since) - 1;
    const lastDay = until === undefined ? latestDay : Math.min(dayNumber(until) + 1, latestDay);
    const { day, ticker, storyId } = this.tables.storyTickers;
    const days = tickerDays(`${quoted(this.session.schema)}.`, String(Math.max(firstDay, 0)), String(lastDay));
    return sql`${this.tables.stories.id} IN (${sql.raw(days)}
      SELECT ${storyId} FROM days JOIN ${this.tables.storyTickers} ON ${day} = days.day
      WHERE ${ticker} = ANY (${textArray(tickers)}))`;
  }

  /** A search without a word finds nothing. */
  private holding(words: readonly string[]): SQL {
    return words.length === 0 ? sql`false` : arrayContains(this.tables.stories.words, textArray(words));
  }
}

/** The last day that the column holds. */
const latestDay = 2 ** 31 - 1;

/** One parameter, however many texts. */
function textArray(texts: readonly string[]): SQL {
  return sql`${sql.param(texts)}::text[]`;
}

/** What drizzle calls of a client of pg: our session, so that values and failures are the same everywhere. */
function asClient(session: Session): NodePgClient {
  const client = {
    query: (query: { readonly text: string; readonly rowMode?: 'array' }, values: readonly unknown[] = []) =>
      session.query(query.text, values, query.rowMode),
  };
  return client as unknown as NodePgClient;
}

function narrowed(
  { runId, source, since }: EventQuery,
  columns: { readonly runId: PgColumn; readonly source: PgColumn; readonly at: PgColumn },
): SQL | undefined {
  return and(
    runId === undefined ? undefined : eq(columns.runId, runId),
    source === undefined ? undefined : eq(columns.source, source),
    since === undefined ? undefined : gte(columns.at, since),
  );
}

function toEvent(row: Tables['collectionEvents']['$inferSelect']): CollectionEvent {
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
