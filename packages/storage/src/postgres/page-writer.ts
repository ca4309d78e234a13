import {
  dayNumber,
  type EpochMs,
  IDENTITY_VERSION,
  type PagePlan,
  type StoryKey,
  type StoryRecord,
} from '@ingest/core';
import { foldedWords } from './folded-words.js';
import type { PageLookup } from './page-lookup.js';
import type { Session } from './session.js';
import { inSchema } from './statements.js';
import { toBytes, toJsonb } from './values.js';

/** Writes what the plan of a page says; must run in the transaction in which the page was looked up. */
export async function writePage(session: Session, plan: PagePlan, lookup: PageLookup, at: EpochMs): Promise<void> {
  await new PageWriter(session, lookup, at).write(plan);
}

interface WrittenStory {
  readonly id: number;
  readonly record: StoryRecord;
}

/** One statement a table, whatever the page holds; what is written in it stands in the order of the plan. */
class PageWriter {
  private readonly session: Session;
  private readonly statements: ReturnType<typeof statementsOf>;
  private readonly lookup: PageLookup;
  private readonly at: EpochMs;
  /** Stories of this page as they are after it, by their own key. */
  private readonly stories = new Map<StoryKey, WrittenStory>();
  /** Articles of this page by identity. */
  private readonly articles = new Map<string, { readonly id: number; readonly storyKey: StoryKey }>();

  constructor(session: Session, lookup: PageLookup, at: EpochMs) {
    this.session = session;
    this.statements = statementsOf(session);
    this.lookup = lookup;
    this.at = at;
    for (const [identity, { articleId, storyKey }] of lookup.articles)
      this.articles.set(identity, { id: articleId, storyKey });
  }

  async write(plan: PagePlan): Promise<void> {
    await this.insertStories(plan.newStories);
    await this.updateStories(plan.changedStories);
    await this.insertTickers();
    await this.insertArticles(plan);
    await this.insertKeys(plan);
    await this.revise(plan.revisedArticles);
    await this.file(plan.filings);
    await this.reticker(plan.retickeredArticles);
  }

  private async insertStories(records: readonly StoryRecord[]): Promise<void> {
    if (records.length === 0) return;
    const rows = await this.session.rows<{ id: number; storyKey: StoryKey }>(this.statements.insertStories, [
      records.map(({ storyKey }) => toBytes(storyKey)),
      IDENTITY_VERSION,
      ...shownColumns(records),
      records.map(({ ingestedAt }) => ingestedAt),
      records.map(({ source }) => source),
      records.map(({ isFailover }) => isFailover),
    ]);
    const ids = new Map(rows.map(({ id, storyKey }) => [storyKey, id]));
    for (const record of records) this.stories.set(record.storyKey, { id: found(ids, record.storyKey), record });
  }

  private async updateStories(records: readonly StoryRecord[]): Promise<void> {
    if (records.length === 0) return;
    const changes = records.map((record) => {
      const id = found(this.lookup.storyIds, record.storyKey);
      const before = this.lookup.stories.get(record.storyKey);
      if (!before) throw new TypeError(`story ${record.storyKey} was not read`);
      this.stories.set(record.storyKey, { id, record });
      return { id, record, before };
    });
    await this.session.run(this.statements.updateStories, [changes.map(({ id }) => id), ...shownColumns(records)]);
    // The article that was shown until now takes its own text back.
    const unshown = changes.filter(({ record, before }) => before.leadIdentity !== record.leadIdentity);
    if (unshown.length > 0)
      await this.session.run(this.statements.unshowArticles, [
        unshown.map(({ id }) => id),
        unshown.map(({ before }) => before.headline),
        unshown.map(({ before }) => before.description),
        unshown.map(({ before }) => before.url),
        unshown.map(({ before }) => before.publisher),
      ]);
  }

  private async insertTickers(): Promise<void> {
    const rows = [...this.stories.values()].flatMap(({ id, record }) => {
      const before = this.lookup.stories.get(record.storyKey)?.tickers ?? [];
      const day = dayNumber(record.publishedAt);
      return record.tickers.filter((ticker) => !before.includes(ticker)).map((ticker) => ({ day, ticker, id }));
    });
    if (rows.length === 0) return;
    await this.session.run(this.statements.insertTickers, [
      rows.map(({ day }) => day),
      rows.map(({ ticker }) => ticker),
      rows.map(({ id }) => id),
    ]);
  }

  private async insertArticles({ newArticles }: PagePlan): Promise<void> {
    if (newArticles.length === 0) return;
    const placed = newArticles.map((planned) => {
      const story = found(this.stories, planned.belongsTo);
      // The story that shows an article has its text.
      const own = story.record.leadIdentity === planned.identity ? nothing : planned.article;
      return { ...planned, storyId: story.id, own };
    });
    const rows = await this.session.rows<{ id: number }>(this.statements.insertArticles, [
      placed.map(({ storyId }) => storyId),
      placed.map(({ article }) => article.source),
      placed.map(({ article }) => article.sourceId),
      placed.map(({ article }) => dayNumber(article.publishedAt)),
      placed.map((one) => toBytes(one.dedupKey)),
      placed.map(({ article }) => article.publishedAt),
      this.at,
      placed.map(({ article }) => toJsonb(article.tickers)),
      placed.map(({ article }) => toJsonb(article.tags)),
      placed.map(({ own }) => own.headline),
      placed.map(({ own }) => own.description),
      placed.map(({ own }) => own.url),
      placed.map(({ own }) => own.publisher),
      placed.map(({ joinedBy }) => joinedBy),
    ]);
    // Row numbers grow in the order in which the rows were given.
    const ids = rows.map(({ id }) => id).sort((left, right) => left - right);
    for (const [index, { identity, belongsTo }] of newArticles.entries())
      this.articles.set(identity, { id: ids[index] ?? Number.NaN, storyKey: belongsTo });
  }

  private async insertKeys({ newArticles }: PagePlan): Promise<void> {
    const keys = new Map<StoryKey, { readonly day: number; readonly id: number }>();
    for (const { article, storyKey, belongsTo } of newArticles) {
      if (this.lookup.storyIds.has(storyKey) || keys.has(storyKey)) continue;
      keys.set(storyKey, { day: dayNumber(article.publishedAt), id: found(this.stories, belongsTo).id });
    }
    if (keys.size === 0) return;
    const rows = [...keys].sort(([left], [right]) => (left < right ? -1 : 1));
    await this.session.run(this.statements.insertKeys, [
      rows.map(([, { day }]) => day),
      rows.map(([key]) => toBytes(key)),
      rows.map(([, { id }]) => id),
    ]);
  }

  private async revise(revised: PagePlan['revisedArticles']): Promise<void> {
    // A text was seen first when it replaced the one before it: two of one article go one after the other.
    for (const round of roundsOf(revised)) {
      const rows = round.map((one) => ({ ...one, ...found(this.articles, one.identity) }));
      await this.session.run(this.statements.insertRevisions, [
        rows.map(({ id }) => id),
        rows.map(({ previous }) => previous.headline),
        rows.map(({ previous }) => previous.description),
        this.at,
      ]);
      // The story holds the text of the article that it shows, and was written already.
      const own = rows.filter(
        ({ identity, storyKey }) => found(this.stories, storyKey).record.leadIdentity !== identity,
      );
      if (own.length > 0)
        await this.session.run(this.statements.reviseArticles, [
          own.map(({ id }) => id),
          own.map(({ headline }) => headline),
          own.map(({ description }) => description),
        ]);
    }
  }

  private async file(filings: PagePlan['filings']): Promise<void> {
    const rows = filings
      .flatMap(({ storyKey, day, keys, wordSums }) =>
        keys.map((key) => ({ day, key, id: found(this.stories, storyKey).id, wordSums })),
      )
      .sort((left, right) => left.day - right.day || left.key - right.key);
    if (rows.length === 0) return;
    await this.session.run(this.statements.file, [
      rows.map(({ day }) => day),
      rows.map(({ key }) => key),
      rows.map(({ id }) => id),
      rows.map(({ wordSums }) => wordSums),
    ]);
  }

  private async reticker(retickered: PagePlan['retickeredArticles']): Promise<void> {
    for (const round of roundsOf(retickered)) {
      const rows = round.map((one) => ({ ...one, id: found(this.articles, one.identity).id }));
      await this.session.run(this.statements.retickerArticles, [
        rows.map(({ id }) => id),
        rows.map(({ tickers }) => toJsonb(tickers)),
      ]);
      const added = rows.flatMap((row) => row.added.map((ticker) => ({ id: row.id, ticker })));
      await this.session.run(this.statements.addTickers, [
        added.map(({ id }) => id),
        added.map(({ ticker }) => ticker),
        this.at,
      ]);
    }
  }
}

const nothing = { headline: null, description: null, url: null, publisher: null };

/** What a story shows, column by column. */
function shownColumns(records: readonly StoryRecord[]): readonly (readonly unknown[])[] {
  return [
    records.map(({ headline }) => headline),
    records.map(({ description }) => description),
    records.map(({ url }) => url),
    records.map(({ publisher }) => publisher),
    records.map(({ publishedAt }) => publishedAt),
    records.map(({ tickers }) => toJsonb(tickers)),
    records.map(({ tags }) => toJsonb(tags)),
    records.map(({ sources }) => toJsonb(sources)),
    records.map(({ publishers }) => toJsonb(publishers)),
    records.map(({ revision }) => revision),
    records.map((record) => foldedWords(record).join(' ')),
  ];
}

/** Parts in each of which an article stands once, in the order of the plan. */
function roundsOf<Change extends { readonly identity: string }>(changes: readonly Change[]): Change[][] {
  const rounds: Change[][] = [];
  const times = new Map<string, number>();
  for (const change of changes) {
    const time = times.get(change.identity) ?? 0;
    times.set(change.identity, time + 1);
    const round = rounds[time];
    if (round === undefined) rounds.push([change]);
    else round.push(change);
  }
  return rounds;
}

function found<Key, Value>(map: ReadonlyMap<Key, Value>, key: Key): Value {
  const value = map.get(key);
  if (value === undefined) throw new TypeError(`${key} is not in the plan`);
  return value;
}

const statementsOf = inSchema((at) => {
  const shown =
    'headline, description, url, publisher, published_at, tickers, tags, sources, publishers, revision, words';
  /** The values of {@link shownColumns}, as a row of each; the first of them has this number. */
  const shownArrays = (first: number) =>
    ['text', 'text', 'text', 'text', 'bigint', 'jsonb', 'jsonb', 'jsonb', 'jsonb', 'int', 'text']
      .map((type, index) => `$${first + index}::${type}[]`)
      .join(', ');
  return {
    insertStories: `
      INSERT INTO ${at}stories (story_key, identity, ${shown}, ingested_at, source, is_failover)
      SELECT story_key, $2::text, ${shown.replace('words', "string_to_array(words, ' ')")}, ingested_at, source, is_failover
      FROM unnest($1::bytea[], ${shownArrays(3)}, $14::bigint[], $15::text[], $16::boolean[])
        AS given(story_key, ${shown}, ingested_at, source, is_failover)
      RETURNING id, story_key AS "storyKey"`,
    updateStories: `
      UPDATE ${at}stories AS stories SET headline = given.headline, description = given.description, url = given.url,
        publisher = given.publisher, published_at = given.published_at, tickers = given.tickers, tags = given.tags,
        sources = given.sources, publishers = given.publishers, revision = given.revision,
        words = string_to_array(given.words, ' ')
      FROM unnest($1::bigint[], ${shownArrays(2)}) AS given(id, ${shown}) WHERE stories.id = given.id`,
    insertTickers: `
      INSERT INTO ${at}story_tickers (day, ticker, story_id)
      SELECT * FROM unnest($1::int[], $2::text[], $3::bigint[]) AS given(day, ticker, story_id)
      ORDER BY day, ticker COLLATE "C", story_id`,
    insertKeys: `INSERT INTO ${at}known_keys (day, key, story_id) SELECT * FROM unnest($1::int[], $2::bytea[], $3::bigint[])`,
    insertArticles: `
      INSERT INTO ${at}articles (story_id, source, source_id, day, dedup_key, published_at, first_seen_at, tickers, tags,
        headline, description, url, publisher, joined_by)
      SELECT story_id, source, source_id, day, dedup_key, published_at, $7::bigint, tickers, tags, headline, description, url,
        publisher, joined_by
      FROM unnest($1::bigint[], $2::text[], $3::text[], $4::int[], $5::bytea[], $6::bigint[], $8::jsonb[], $9::jsonb[],
        $10::text[], $11::text[], $12::text[], $13::text[], $14::text[]) WITH ORDINALITY
        AS given(story_id, source, source_id, day, dedup_key, published_at, tickers, tags, headline, description, url,
          publisher, joined_by, place)
      ORDER BY place
      RETURNING id`,
    file: `INSERT INTO ${at}lookups (day, key, story_id, word_sums) SELECT * FROM unnest($1::int[], $2::bigint[], $3::bigint[], $4::bigint[])`,
    addTickers: `
      INSERT INTO ${at}added_tickers (article_id, ticker, seen_at)
      SELECT article_id, ticker, $3::bigint FROM unnest($1::bigint[], $2::text[]) AS given(article_id, ticker)
      ON CONFLICT (article_id, ticker) DO NOTHING`,
    unshowArticles: `
      UPDATE ${at}articles AS articles SET headline = given.headline, description = given.description, url = given.url,
        publisher = given.publisher
      FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[])
        AS given(story_id, headline, description, url, publisher)
      WHERE articles.story_id = given.story_id AND articles.headline IS NULL`,
    reviseArticles: `
      UPDATE ${at}articles AS articles SET headline = given.headline, description = given.description
      FROM unnest($1::bigint[], $2::text[], $3::text[]) AS given(id, headline, description)
      WHERE articles.id = given.id`,
    retickerArticles: `
      UPDATE ${at}articles AS articles SET tickers = given.tickers
      FROM unnest($1::bigint[], $2::jsonb[]) AS given(id, tickers) WHERE articles.id = given.id`,
    insertRevisions: `
      INSERT INTO ${at}revisions (article_id, seen_at, replaced_at, headline, description)
      SELECT articles.id,
        coalesce((SELECT max(replaced_at) FROM ${at}revisions WHERE article_id = articles.id), articles.first_seen_at),
        $4::bigint, given.headline, given.description
      FROM unnest($1::bigint[], $2::text[], $3::text[]) WITH ORDINALITY AS given(id, headline, description, place)
      JOIN ${at}articles AS articles ON articles.id = given.id
      ORDER BY given.place`,
  };
});
