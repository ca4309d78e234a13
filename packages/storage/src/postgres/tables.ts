import type { NativeSentiment, ScorerOpinion, StorySentiment } from '@ingest/core';
import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  customType,
  index,
  integer,
  jsonb,
  type PgSchema,
  pgSchema,
  primaryKey,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { defaultSchema } from './schema-name.js';

/** Text in the order of its code points, whatever the database sorts by: orders are the same on every store. */
const text = customType<{ data: string }>({ dataType: () => 'text COLLATE "C"' });

const texts = customType<{ data: readonly string[] }>({ dataType: () => 'text[]' });

/** A key of hex characters, kept in half the bytes; comes and goes as hex. */
const hexKey = customType<{ data: string; driverData: string }>({ dataType: () => 'bytea' });

const instant = (name: string) => bigint(name, { mode: 'number' });
const row = () => bigint('id', { mode: 'number' }).generatedAlwaysAsIdentity().primaryKey();
const names = (name: string) => jsonb(name).$type<readonly string[]>();

/**
 * What a story shows. Instants are milliseconds since 1970 in every table. A pruned story stays as a row without headline and
 * text, so that its keys still lead somewhere. No table refers to another by a foreign key, which would cost each row a look at
 * the other table: rows that are referred to are never deleted, and a check of the store looks for lost ones.
 */
const storiesIn = (schema: PgSchema) =>
  schema.table(
    'stories',
    {
      id: row(),
      storyKey: hexKey('story_key').notNull(),
      /** The rule that made the key. */
      identity: text('identity').notNull(),
      headline: text('headline'),
      description: text('description'),
      url: text('url'),
      publisher: text('publisher'),
      publishedAt: instant('published_at').notNull(),
      ingestedAt: instant('ingested_at').notNull(),
      source: text('source').notNull(),
      isFailover: boolean('is_failover').notNull(),
      tickers: names('tickers').notNull(),
      tags: names('tags').notNull(),
      sources: names('sources').notNull(),
      publishers: names('publishers').notNull(),
      revision: integer('revision').notNull(),
      /** The words of headline and description, folded as a search folds them. */
      words: texts('words').notNull(),
      /** What it shows, with its rank among all that is known; null where nobody said anything. */
      sentiment: jsonb('sentiment').$type<StorySentiment>(),
    },
    (table) => [index('stories_by_time').on(table.publishedAt), index('stories_by_word').using('gin', table.words)],
  );

/**
 * One row an article. Headline, description, url and publisher stand here only for an article that its story does not show:
 * the one it shows has null in all four, so that no text is kept twice.
 */
const articlesIn = (schema: PgSchema) =>
  schema.table(
    'articles',
    {
      id: row(),
      storyId: instant('story_id').notNull(),
      source: text('source').notNull(),
      sourceId: text('source_id'),
      /** Days since 1970 in UTC. It leads every index over hashes: news comes day by day, so the pages that are written stay few. */
      day: integer('day').notNull(),
      dedupKey: hexKey('dedup_key').notNull(),
      publishedAt: instant('published_at').notNull(),
      firstSeenAt: instant('first_seen_at').notNull(),
      tickers: names('tickers').notNull(),
      tags: names('tags').notNull(),
      headline: text('headline'),
      description: text('description'),
      url: text('url'),
      publisher: text('publisher'),
      /** The rule by which it joined its story; null for the anchor. */
      joinedBy: text('joined_by'),
      /** What its source says of it, as it came with it. */
      sentiment: jsonb('sentiment').$type<NativeSentiment>(),
    },
    (table) => [
      uniqueIndex('articles_by_source_id').on(table.source, table.sourceId).where(sql`source_id IS NOT NULL`),
      uniqueIndex('articles_without_source_id').on(table.day, table.dedupKey).where(sql`source_id IS NULL`),
      index('articles_by_dedup_key').on(table.day, table.dedupKey),
      index('articles_by_story').on(table.storyId),
    ],
  );

/** Texts that an article had before, oldest first. */
const revisionsIn = (schema: PgSchema) =>
  schema.table(
    'revisions',
    {
      id: row(),
      articleId: instant('article_id').notNull(),
      /** When this text was seen first. */
      seenAt: instant('seen_at').notNull(),
      replacedAt: instant('replaced_at').notNull(),
      headline: text('headline').notNull(),
      description: text('description'),
    },
    (table) => [index('revisions_by_article').on(table.articleId)],
  );

/** Tickers for which an article was delivered after it was seen first. */
const addedTickersIn = (schema: PgSchema) =>
  schema.table(
    'added_tickers',
    {
      articleId: instant('article_id').notNull(),
      ticker: text('ticker').notNull(),
      seenAt: instant('seen_at').notNull(),
    },
    (table) => [primaryKey({ columns: [table.articleId, table.ticker] })],
  );

/** Every key that a story ever had leads to it, also when the story was pruned. */
const knownKeysIn = (schema: PgSchema) =>
  schema.table(
    'known_keys',
    {
      /** The UTC day of the article that made the key. */
      day: integer('day').notNull(),
      key: hexKey('key').notNull(),
      storyId: instant('story_id').notNull(),
    },
    (table) => [primaryKey({ columns: [table.day, table.key] })],
  );

/** Which stories concern a ticker, day by day. */
const storyTickersIn = (schema: PgSchema) =>
  schema.table(
    'story_tickers',
    {
      /** The UTC day on which the story was published, as it was known when the ticker came. */
      day: integer('day').notNull(),
      ticker: text('ticker').notNull(),
      storyId: instant('story_id').notNull(),
    },
    (table) => [primaryKey({ columns: [table.day, table.ticker, table.storyId] })],
  );

/** Where the anchors of stories are filed, so that an article finds those that it may match. */
const lookupsIn = (schema: PgSchema) =>
  schema.table(
    'lookups',
    {
      /** The UTC day on which the anchor was published. */
      day: integer('day').notNull(),
      /** A lookup key of core. */
      key: instant('key').notNull(),
      storyId: instant('story_id').notNull(),
      /** By which those are passed over that cannot match, without being read. */
      wordSums: instant('word_sums').notNull(),
    },
    (table) => [primaryKey({ columns: [table.day, table.key, table.storyId] })],
  );

/** Opinions of scorers on stories, in the order in which they were stored: none is ever changed. */
const scoresIn = (schema: PgSchema) =>
  schema.table(
    'scores',
    {
      id: row(),
      storyId: instant('story_id').notNull(),
      at: instant('at').notNull(),
      model: text('model').notNull(),
      /** Null: the scorer has none any more. */
      opinion: jsonb('opinion').$type<ScorerOpinion>(),
      isPreferred: boolean('is_preferred').notNull(),
    },
    (table) => [index('scores_by_story').on(table.storyId)],
  );

const collectionEventsIn = (schema: PgSchema) =>
  schema.table(
    'collection_events',
    {
      id: row(),
      eventId: text('event_id').notNull(),
      runId: text('run_id').notNull(),
      source: text('source').notNull(),
      tickers: names('tickers').notNull(),
      startedAt: instant('started_at').notNull(),
      durationMs: instant('duration_ms').notNull(),
      outcome: text('outcome').notNull(),
      success: boolean('success').notNull(),
      itemCount: integer('item_count').notNull(),
      newItemCount: integer('new_item_count').notNull(),
      duplicateCount: integer('duplicate_count').notNull(),
      collisionCount: integer('collision_count').notNull(),
      revisedCount: integer('revised_count').notNull(),
      rejectedCount: integer('rejected_count').notNull(),
      isFailover: boolean('is_failover').notNull(),
      attempts: integer('attempts').notNull(),
      requests: integer('requests').notNull(),
      errorCode: text('error_code'),
      errorMessage: text('error_message'),
    },
    (table) => [
      uniqueIndex('collection_events_by_event_id').on(table.eventId),
      index('collection_events_by_run').on(table.runId),
      index('collection_events_by_time').on(table.startedAt),
    ],
  );

const quarantineIn = (schema: PgSchema) =>
  schema.table(
    'quarantine',
    {
      id: row(),
      source: text('source').notNull(),
      runId: text('run_id').notNull(),
      at: instant('at').notNull(),
      reason: text('reason').notNull(),
      raw: text('raw').notNull(),
      /** Hash of source, reason and raw: how an item is recognised that a later run gets again. */
      fingerprint: hexKey('fingerprint').notNull(),
    },
    (table) => [index('quarantine_by_fingerprint').on(table.fingerprint), index('quarantine_by_time').on(table.at)],
  );

const sourceStatesIn = (schema: PgSchema) =>
  schema.table('source_states', {
    source: text('source').primaryKey(),
    keyId: text('key_id').notNull(),
    lastOutcome: text('last_outcome').notNull(),
    lastSuccessAt: instant('last_success_at'),
    lastFailureAt: instant('last_failure_at'),
    lastErrorCode: text('last_error_code'),
    consecutiveFailures: integer('consecutive_failures').notNull(),
  });

/** How far a source was read for a ticker. */
const watermarksIn = (schema: PgSchema) =>
  schema.table(
    'watermarks',
    {
      source: text('source').notNull(),
      ticker: text('ticker').notNull(),
      readUpTo: instant('read_up_to').notNull(),
    },
    (table) => [primaryKey({ columns: [table.source, table.ticker] })],
  );

const gapsIn = (schema: PgSchema) =>
  schema.table('gaps', {
    gapId: text('gap_id').primaryKey(),
    source: text('source').notNull(),
    tickers: names('tickers').notNull(),
    from: instant('from_at'),
    to: instant('to_at').notNull(),
    cursor: text('cursor'),
    openedAt: instant('opened_at').notNull(),
    backfill: text('backfill'),
  });

/** A lease keeps its row when it is free, because its number has to grow; then it has no holder. */
const leasesIn = (schema: PgSchema) =>
  schema.table('leases', {
    name: text('name').primaryKey(),
    number: instant('number').notNull(),
    holder: text('holder'),
    bootId: text('boot_id').notNull(),
    pid: instant('pid').notNull(),
    processStart: text('process_start').notNull(),
    takenAt: instant('taken_at').notNull(),
    from: instant('from_at').notNull(),
    until: instant('until_at').notNull(),
  });

/** Notifications on their way to the sinks. A term is two instants, both null where there is none. */
const outboxIn = (schema: PgSchema) =>
  schema.table(
    'outbox',
    {
      eventId: text('event_id').notNull(),
      sink: text('sink').notNull(),
      createdAt: instant('created_at').notNull(),
      state: text('state').notNull(),
      attempts: integer('attempts').notNull(),
      waitsFrom: instant('waits_from'),
      waitsUntil: instant('waits_until'),
      claimFrom: instant('claim_from'),
      claimUntil: instant('claim_until'),
      settledAt: instant('settled_at'),
      lastError: text('last_error'),
      message: text('message').notNull(),
    },
    (table) => [
      primaryKey({ columns: [table.eventId, table.sink] }),
      // Settled ones are many and stay for weeks: those still to be delivered are found without them.
      index('outbox_pending').on(table.sink, table.createdAt, table.eventId).where(sql`state = 'pending'`),
      index('outbox_by_state').on(table.state, table.sink),
    ],
  );

/** Resolved ones stay for a while. Of a kind and source one is open at most. */
const incidentsIn = (schema: PgSchema) =>
  schema.table(
    'incidents',
    {
      incidentId: text('incident_id').primaryKey(),
      kind: text('kind').notNull(),
      /** Empty where it is about all sources, so that the index below sees two of them. */
      source: text('source').notNull(),
      severity: text('severity').notNull(),
      summary: text('summary').notNull(),
      details: text('details').notNull(),
      firstSeenAt: instant('first_seen_at').notNull(),
      lastSeenAt: instant('last_seen_at').notNull(),
      resolvedAt: instant('resolved_at'),
      announcements: integer('announcements').notNull(),
      announcedAt: instant('announced_at'),
    },
    (table) => [
      uniqueIndex('incidents_open').on(table.kind, table.source).where(sql`resolved_at IS NULL`),
      index('incidents_by_time').on(table.firstSeenAt),
    ],
  );

/** Small values that processes change in turns, as JSON text: what they hold, jsonb would not keep as it is. */
const registersIn = (schema: PgSchema) =>
  schema.table('registers', { name: text('name').primaryKey(), value: text('value').notNull() });

/** One row: which program made the schema, how new it is, and how many events were ever pruned. */
const storeIn = (schema: PgSchema) =>
  schema.table('store', {
    program: text('program').primaryKey(),
    version: integer('version').notNull(),
    prunedEvents: instant('pruned_events').notNull(),
  });

/** All tables of a store, in the schema of that name. */
export function tablesIn(name: string) {
  const schema = pgSchema(name);
  return {
    stories: storiesIn(schema),
    articles: articlesIn(schema),
    revisions: revisionsIn(schema),
    addedTickers: addedTickersIn(schema),
    knownKeys: knownKeysIn(schema),
    storyTickers: storyTickersIn(schema),
    lookups: lookupsIn(schema),
    scores: scoresIn(schema),
    collectionEvents: collectionEventsIn(schema),
    quarantine: quarantineIn(schema),
    sourceStates: sourceStatesIn(schema),
    watermarks: watermarksIn(schema),
    gaps: gapsIn(schema),
    leases: leasesIn(schema),
    outbox: outboxIn(schema),
    incidents: incidentsIn(schema),
    registers: registersIn(schema),
    store: storeIn(schema),
  };
}

export type Tables = ReturnType<typeof tablesIn>;

/** What drizzle-kit compares the migrations with: it reads what a module exports. */
export const {
  stories,
  articles,
  revisions,
  addedTickers,
  knownKeys,
  storyTickers,
  lookups,
  scores,
  collectionEvents,
  quarantine,
  sourceStates,
  watermarks,
  gaps,
  leases,
  outbox,
  incidents,
  registers,
  store,
} = tablesIn(defaultSchema);
