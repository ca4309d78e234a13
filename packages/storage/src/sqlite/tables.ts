import type { NativeSentiment, StorySentiment } from '@ingest/core';
import { sql } from 'drizzle-orm';
import { customType, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

/** A key of 32 hex characters, kept in half the bytes. */
export const hexKey = customType<{ data: string; driverData: Buffer }>({
  dataType: () => 'blob',
  toDriver: (hex) => Buffer.from(hex, 'hex'),
  fromDriver: (bytes) => bytes.toString('hex'),
});

const instant = (name: string) => integer(name);
const names = (name: string) => text(name, { mode: 'json' }).$type<readonly string[]>();

/**
 * What a story shows. Instants are milliseconds since 1970 in every table. A pruned story stays as a row without headline and
 * text, so that its keys still lead somewhere.
 */
export const stories = sqliteTable(
  'stories',
  {
    id: integer('id').primaryKey(),
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
    isFailover: integer('is_failover', { mode: 'boolean' }).notNull(),
    tickers: names('tickers').notNull(),
    tags: names('tags').notNull(),
    sources: names('sources').notNull(),
    revision: integer('revision').notNull(),
    publishers: names('publishers').notNull().default([]),
    /** What it shows, with its place among all that is known; null where nobody said anything. */
    sentiment: text('sentiment', { mode: 'json' }).$type<StorySentiment>(),
  },
  (table) => [index('stories_by_time').on(table.publishedAt)],
);

/**
 * One row an article. Headline, description, url and publisher stand here only for an article that its story does not show:
 * the one it shows has null in all four, so that no text is kept twice.
 */
export const articles = sqliteTable(
  'articles',
  {
    id: integer('id').primaryKey(),
    storyId: integer('story_id')
      .notNull()
      .references(() => stories.id),
    source: text('source').notNull(),
    sourceId: text('source_id'),
    /** Days since 1970 in UTC. It leads every index over hashes: news comes day by day, so the pages that are written stay few. */
    day: integer('day').notNull(),
    dedupKey: hexKey('dedup_key').notNull(),
    publishedAt: instant('published_at').notNull(),
    firstSeenAt: instant('first_seen_at').notNull(),
    tickers: names('tickers').notNull(),
    headline: text('headline'),
    description: text('description'),
    url: text('url'),
    publisher: text('publisher'),
    /** The rule by which it joined its story; null for the anchor, and for articles of a time when there was one rule alone. */
    joinedBy: text('joined_by'),
    tags: names('tags').notNull().default([]),
    /** What its source states; null where it states nothing. */
    sentiment: text('sentiment', { mode: 'json' }).$type<NativeSentiment>(),
  },
  (table) => [
    uniqueIndex('articles_by_source_id').on(table.source, table.sourceId).where(sql`source_id IS NOT NULL`),
    uniqueIndex('articles_without_source_id').on(table.day, table.dedupKey).where(sql`source_id IS NULL`),
    index('articles_by_dedup_key').on(table.day, table.dedupKey),
    index('articles_by_story').on(table.storyId),
  ],
);

/** Texts that an article had before, oldest first. */
export const revisions = sqliteTable(
  'revisions',
  {
    id: integer('id').primaryKey(),
    articleId: integer('article_id')
      .notNull()
      .references(() => articles.id),
    /** When this text was seen first. */
    seenAt: instant('seen_at').notNull(),
    replacedAt: instant('replaced_at').notNull(),
    headline: text('headline').notNull(),
    description: text('description'),
  },
  (table) => [index('revisions_by_article').on(table.articleId)],
);

export const collectionEvents = sqliteTable(
  'collection_events',
  {
    // Never used again, so that the last one given says how many there ever were.
    id: integer('id').primaryKey({ autoIncrement: true }),
    eventId: text('event_id').notNull(),
    runId: text('run_id').notNull(),
    source: text('source').notNull(),
    tickers: names('tickers').notNull(),
    startedAt: instant('started_at').notNull(),
    durationMs: integer('duration_ms').notNull(),
    outcome: text('outcome').notNull(),
    success: integer('success', { mode: 'boolean' }).notNull(),
    itemCount: integer('item_count').notNull(),
    newItemCount: integer('new_item_count').notNull(),
    duplicateCount: integer('duplicate_count').notNull(),
    collisionCount: integer('collision_count').notNull(),
    revisedCount: integer('revised_count').notNull(),
    rejectedCount: integer('rejected_count').notNull(),
    isFailover: integer('is_failover', { mode: 'boolean' }).notNull(),
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

export const quarantine = sqliteTable(
  'quarantine',
  {
    id: integer('id').primaryKey(),
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

export const sourceStates = sqliteTable('source_states', {
  source: text('source').primaryKey(),
  keyId: text('key_id').notNull(),
  lastOutcome: text('last_outcome').notNull(),
  lastSuccessAt: instant('last_success_at'),
  lastFailureAt: instant('last_failure_at'),
  lastErrorCode: text('last_error_code'),
  consecutiveFailures: integer('consecutive_failures').notNull(),
});

/** How far a source was read for a ticker. */
export const watermarks = sqliteTable(
  'watermarks',
  {
    source: text('source').notNull(),
    ticker: text('ticker').notNull(),
    readUpTo: instant('read_up_to').notNull(),
  },
  (table) => [primaryKey({ columns: [table.source, table.ticker] })],
);

export const gaps = sqliteTable('gaps', {
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
export const leases = sqliteTable('leases', {
  name: text('name').primaryKey(),
  number: integer('number').notNull(),
  holder: text('holder'),
  bootId: text('boot_id').notNull(),
  pid: integer('pid').notNull(),
  processStart: text('process_start').notNull(),
  takenAt: instant('taken_at').notNull(),
  from: instant('from_at').notNull(),
  until: instant('until_at').notNull(),
});

/**
 * Notifications on their way to the sinks. A term is two instants, both null where there is none. The message stands last, so
 * that whoever counts or looks for due ones does not read it.
 */
export const outbox = sqliteTable(
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
export const incidents = sqliteTable(
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
