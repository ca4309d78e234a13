import {
  dayNumber,
  type EpochMs,
  IDENTITY_VERSION,
  type PagePlan,
  type StoryKey,
  type StoryRecord,
} from '@ingest/core';
import { preparedOnce, type SqliteClient } from './client.js';
import { toJson } from './json-column.js';
import type { PageLookup } from './page-lookup.js';
import { writeScore } from './scores.js';

/** Writes what the plan of a page says; must run in the transaction in which the page was looked up. */
export function writePage(client: SqliteClient, plan: PagePlan, lookup: PageLookup, at: EpochMs): void {
  new PageWriter(client, lookup, at).write(plan);
}

class PageWriter {
  private readonly client: SqliteClient;
  private readonly statements: ReturnType<typeof statementsOf>;
  private readonly lookup: PageLookup;
  private readonly at: EpochMs;
  /** Stories of this page as they are after it, by their own key. */
  private readonly stories = new Map<StoryKey, { readonly id: number; readonly record: StoryRecord }>();
  /** Articles of this page by identity. */
  private readonly articles = new Map<string, { readonly id: number; readonly storyKey: StoryKey }>();

  constructor(client: SqliteClient, lookup: PageLookup, at: EpochMs) {
    this.client = client;
    this.statements = statementsOf(client);
    this.lookup = lookup;
    this.at = at;
    for (const [identity, { articleId, storyKey }] of lookup.articles)
      this.articles.set(identity, { id: articleId, storyKey });
  }

  write(plan: PagePlan): void {
    for (const record of plan.newStories) this.insertStory(record);
    for (const record of plan.changedStories) this.updateStory(record);
    for (const { storyKey, score } of plan.scores) writeScore(this.client, this.storyOf(storyKey).id, score);
    this.insertArticles(plan);
    for (const revised of plan.revisedArticles) this.revise(revised);
    for (const { storyKey, day, keys, wordSums } of plan.filings)
      for (const key of keys) this.statements.file.run(day, key, this.storyOf(storyKey).id, wordSums);
    for (const { identity, tickers, added } of plan.retickeredArticles) {
      const { id } = this.articleOf(identity);
      this.statements.retickerArticle.run(JSON.stringify(tickers), id);
      for (const ticker of added) this.statements.addTicker.run(id, ticker, this.at);
    }
  }

  private insertStory(record: StoryRecord): void {
    const id = this.statements.insertStory.run(
      record.storyKey,
      IDENTITY_VERSION,
      record.headline,
      record.description,
      record.url,
      record.publisher,
      record.publishedAt,
      record.ingestedAt,
      record.source,
      record.isFailover ? 1 : 0,
      JSON.stringify(record.tickers),
      JSON.stringify(record.tags),
      JSON.stringify(record.sources),
      record.revision,
      JSON.stringify(record.publishers),
      toJson(record.sentiment),
    ).lastInsertRowid as number;
    this.stories.set(record.storyKey, { id, record });
    this.insertTickers(id, record, record.tickers);
  }

  private updateStory(record: StoryRecord): void {
    const id = this.lookup.storyIds.get(record.storyKey);
    const before = this.lookup.stories.get(record.storyKey);
    if (id === undefined || !before) throw new TypeError(`story ${record.storyKey} was not read`);
    this.statements.updateStory.run(
      record.headline,
      record.description,
      record.url,
      record.publisher,
      record.publishedAt,
      JSON.stringify(record.tickers),
      JSON.stringify(record.tags),
      JSON.stringify(record.sources),
      record.revision,
      JSON.stringify(record.publishers),
      toJson(record.sentiment),
      id,
    );
    // The article that was shown until now takes its own text back.
    if (before.leadIdentity !== record.leadIdentity)
      this.statements.unshowArticle.run(before.headline, before.description, before.url, before.publisher, id);
    this.stories.set(record.storyKey, { id, record });
    this.insertTickers(
      id,
      record,
      record.tickers.filter((ticker) => !before.tickers.includes(ticker)),
    );
  }

  private insertTickers(id: number, record: StoryRecord, tickers: StoryRecord['tickers']): void {
    const day = dayNumber(record.publishedAt);
    for (const ticker of tickers) this.statements.insertTicker.run(day, ticker, id);
  }

  private insertArticles({ newArticles }: PagePlan): void {
    const filed = new Set<StoryKey>();
    for (const { article, identity, dedupKey, storyKey, belongsTo, joinedBy } of newArticles) {
      const { id: storyId, record } = this.storyOf(belongsTo);
      const day = dayNumber(article.publishedAt);
      const own = record.leadIdentity === identity ? nothing : article;
      const id = this.statements.insertArticle.run(
        storyId,
        article.source,
        article.sourceId,
        day,
        dedupKey,
        article.publishedAt,
        this.at,
        JSON.stringify(article.tickers),
        own.headline,
        own.description,
        own.url,
        own.publisher,
        joinedBy,
        JSON.stringify(article.tags),
        toJson(article.sentiment),
      ).lastInsertRowid as number;
      this.articles.set(identity, { id, storyKey: belongsTo });
      if (this.lookup.storyIds.has(storyKey) || filed.has(storyKey)) continue;
      this.statements.insertKey.run(day, storyKey, storyId);
      filed.add(storyKey);
    }
  }

  private revise({ identity, headline, description, previous }: PagePlan['revisedArticles'][number]): void {
    const { id, storyKey } = this.articleOf(identity);
    this.statements.insertRevision.run(this.at, previous.headline, previous.description, id);
    // The story holds the text of the article that it shows, and was written already.
    if (this.storyOf(storyKey).record.leadIdentity !== identity)
      this.statements.reviseArticle.run(headline, description, id);
  }

  private storyOf(key: StoryKey) {
    const story = this.stories.get(key);
    if (story === undefined) throw new TypeError(`story ${key} is not in the plan`);
    return story;
  }

  private articleOf(identity: string) {
    const article = this.articles.get(identity);
    if (article === undefined) throw new TypeError(`article ${identity} is not in the plan`);
    return article;
  }
}

const nothing = { headline: null, description: null, url: null, publisher: null };

/** What writes the rows of a story, also of one that is moved here from another store. */
export const statementsOf = preparedOnce((client) => ({
  insertStory: client.prepare(`
    INSERT INTO stories (story_key, identity, headline, description, url, publisher, published_at, ingested_at, source,
      is_failover, tickers, tags, sources, revision, publishers, sentiment)
    VALUES (unhex(?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`),
  updateStory: client.prepare(`
    UPDATE stories SET headline = ?, description = ?, url = ?, publisher = ?, published_at = ?, tickers = ?, tags = ?,
      sources = ?, revision = ?, publishers = ?, sentiment = ?
    WHERE id = ?`),
  insertTicker: client.prepare('INSERT INTO story_tickers (day, ticker, story_id) VALUES (?, ?, ?)'),
  insertKey: client.prepare('INSERT INTO known_keys (day, key, story_id) VALUES (?, unhex(?), ?)'),
  insertArticle: client.prepare(`
    INSERT INTO articles (story_id, source, source_id, day, dedup_key, published_at, first_seen_at, tickers, headline,
      description, url, publisher, joined_by, tags, sentiment)
    VALUES (?, ?, ?, ?, unhex(?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`),
  file: client.prepare('INSERT INTO lookups (day, key, story_id, word_sums) VALUES (?, ?, ?, ?)'),
  addTicker: client.prepare('INSERT OR IGNORE INTO added_tickers (article_id, ticker, seen_at) VALUES (?, ?, ?)'),
  unshowArticle: client.prepare(`
    UPDATE articles SET headline = ?, description = ?, url = ?, publisher = ? WHERE story_id = ? AND headline IS NULL`),
  reviseArticle: client.prepare('UPDATE articles SET headline = ?, description = ? WHERE id = ?'),
  retickerArticle: client.prepare('UPDATE articles SET tickers = ? WHERE id = ?'),
  // A text was seen first when it replaced the one before it.
  insertRevision: client.prepare(`
    INSERT INTO revisions (article_id, seen_at, replaced_at, headline, description)
    SELECT id, coalesce((SELECT max(replaced_at) FROM revisions WHERE article_id = articles.id), first_seen_at), ?, ?, ?
    FROM articles WHERE id = ?`),
}));
