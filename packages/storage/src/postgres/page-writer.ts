import {
  compareText,
  dayNumber,
  type EpochMs,
  IDENTITY_VERSION,
  type PagePlan,
  type StoryKey,
  type StoryRecord,
} from '@ingest/core';
import { foldedWords } from './folded-words.js';
import type { PageLookup } from './page-lookup.js';
import { pageStatements } from './page-statements.js';
import { roundsOf } from './rounds.js';
import type { Session } from './session.js';
import { toBytes, toJsonb } from './values.js';

/** Writes what the plan of a page says; must run in the transaction in which the page was looked up. */
export async function writePage(session: Session, plan: PagePlan, lookup: PageLookup, at: EpochMs): Promise<void> {
  await new PageWriter(session, lookup, at).write(plan);
}

interface WrittenStory {
  readonly id: number;
  readonly record: StoryRecord;
}

/** A few statements, whatever the page holds; rows of a table are written in one order, so that no two processes wait for each other. */
class PageWriter {
  private readonly session: Session;
  private readonly statements: ReturnType<typeof pageStatements>;
  private readonly lookup: PageLookup;
  private readonly at: EpochMs;
  /** Stories of this page as they are after it, by their own key. */
  private readonly stories = new Map<StoryKey, WrittenStory>();
  /** Articles of this page by identity. */
  private readonly articles = new Map<string, { readonly id: number; readonly storyKey: StoryKey }>();

  constructor(session: Session, lookup: PageLookup, at: EpochMs) {
    this.session = session;
    this.statements = pageStatements(session);
    this.lookup = lookup;
    this.at = at;
    for (const [identity, { articleId, storyKey }] of lookup.articles)
      this.articles.set(identity, { id: articleId, storyKey });
  }

  async write(plan: PagePlan): Promise<void> {
    await this.insertStories(plan.newStories);
    await this.updateStories(plan.changedStories);
    await this.insertRows(plan);
    await this.revise(plan.revisedArticles);
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

  /** What refers to stories, each table by one part of a single statement: so many answers less to wait for. */
  private async insertRows(plan: PagePlan): Promise<void> {
    const rows = [
      this.tickerColumns(),
      this.keyColumns(plan),
      this.filingColumns(plan),
      this.scoreColumns(plan),
      this.articleColumns(plan),
    ];
    if (rows.every(([column]) => column?.length === 0)) return;
    const values = [...rows.flat(), this.at];
    const written = await this.session.rows<{ id: number }>(this.statements.insertRows, values);
    // Row numbers grow in the order in which the rows were given.
    const ids = written.map(({ id }) => id).sort((left, right) => left - right);
    for (const [index, { identity, belongsTo }] of plan.newArticles.entries())
      this.articles.set(identity, { id: ids[index] ?? Number.NaN, storyKey: belongsTo });
  }

  private tickerColumns(): Columns {
    const rows = [...this.stories.values()].flatMap(({ id, record }) => {
      const before = this.lookup.stories.get(record.storyKey)?.tickers ?? [];
      const day = dayNumber(record.publishedAt);
      return record.tickers.filter((ticker) => !before.includes(ticker)).map((ticker) => ({ day, ticker, id }));
    });
    rows.sort((left, right) => left.day - right.day || compareText(left.ticker, right.ticker) || left.id - right.id);
    return [rows.map(({ day }) => day), rows.map(({ ticker }) => ticker), rows.map(({ id }) => id)];
  }

  private keyColumns({ newArticles }: PagePlan): Columns {
    const keys = new Map<StoryKey, { readonly day: number; readonly id: number }>();
    for (const { article, storyKey, belongsTo } of newArticles) {
      if (this.lookup.storyIds.has(storyKey) || keys.has(storyKey)) continue;
      keys.set(storyKey, { day: dayNumber(article.publishedAt), id: found(this.stories, belongsTo).id });
    }
    const rows = [...keys].sort(([left], [right]) => compareText(left, right));
    return [rows.map(([, { day }]) => day), rows.map(([key]) => toBytes(key)), rows.map(([, { id }]) => id)];
  }

  private filingColumns({ filings }: PagePlan): Columns {
    const rows = filings.flatMap(({ storyKey, day, keys, wordSums }) =>
      keys.map((key) => ({ day, key, id: found(this.stories, storyKey).id, wordSums })),
    );
    rows.sort((left, right) => left.day - right.day || left.key - right.key);
    return [
      rows.map(({ day }) => day),
      rows.map(({ key }) => key),
      rows.map(({ id }) => id),
      rows.map(({ wordSums }) => wordSums),
    ];
  }

  private scoreColumns({ scores }: PagePlan): Columns {
    return [
      scores.map(({ storyKey }) => found(this.stories, storyKey).id),
      scores.map(({ score }) => score.at),
      scores.map(({ score }) => score.model),
      scores.map(({ score }) => toJsonb(score.opinion)),
      scores.map(({ score }) => score.isPreferred),
    ];
  }

  private articleColumns({ newArticles }: PagePlan): Columns {
    const placed = newArticles.map((planned) => {
      const story = found(this.stories, planned.belongsTo);
      // The story that shows an article has its text.
      const own = story.record.leadIdentity === planned.identity ? nothing : planned.article;
      return { ...planned, storyId: story.id, own };
    });
    return [
      placed.map(({ storyId }) => storyId),
      placed.map(({ article }) => article.source),
      placed.map(({ article }) => article.sourceId),
      placed.map(({ article }) => dayNumber(article.publishedAt)),
      placed.map((one) => toBytes(one.dedupKey)),
      placed.map(({ article }) => article.publishedAt),
      placed.map(({ article }) => toJsonb(article.tickers)),
      placed.map(({ article }) => toJsonb(article.tags)),
      placed.map(({ own }) => own.headline),
      placed.map(({ own }) => own.description),
      placed.map(({ own }) => own.url),
      placed.map(({ own }) => own.publisher),
      placed.map(({ joinedBy }) => joinedBy),
      placed.map(({ article }) => toJsonb(article.sentiment)),
    ];
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

/** Rows to be written, column by column. */
type Columns = readonly (readonly unknown[])[];

const nothing = { headline: null, description: null, url: null, publisher: null };

/** What a story shows, column by column. */
function shownColumns(records: readonly StoryRecord[]): Columns {
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
    records.map(({ sentiment }) => toJsonb(sentiment)),
  ];
}

function found<Key, Value>(map: ReadonlyMap<Key, Value>, key: Key): Value {
  const value = map.get(key);
  if (value === undefined) throw new TypeError(`${key} is not in the plan`);
  return value;
}
