import {
  dayNumber,
  type StoryKey,
  type StoryScore,
  storySentiment,
  type Ticker,
  type TransferStory,
} from '@ingest/core';
import { groupBy } from '../shared/group-by.js';
import { filingDay, filingOf, isShown, leadOf } from '../shared/transfer.js';
import { foldedWords } from './folded-words.js';
import { articlesOf, type CarriedArticle } from './histories.js';
import { scoresOf } from './scores.js';
import type { Session } from './session.js';
import { inSchema } from './statements.js';
import { toBytes, toJsonb } from './values.js';

/** At most so many stories behind a row, the oldest first, with the numbers of their rows; must run inside a snapshot. */
export async function readStories(
  session: Session,
  after: number,
  limit: number,
): Promise<readonly { readonly id: number; readonly story: TransferStory }[]> {
  const statements = statementsOf(session);
  const rows = await session.rows<StoryRow>(statements.stories, [after, limit]);
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === undefined || last === undefined) return [];
  const ids = rows.map(({ id }) => id);
  const articles = await articlesOf(session, ids);
  const scores = await scoresOf(session, ids);
  // Rows of a page are all there are between its first and its last.
  const keys = groupBy(await session.rows<KeyRow>(statements.keys, [first.id, last.id]), ({ storyId }) => storyId);
  return rows.map((row) => {
    const known = {
      articles: articles.get(row.id) ?? [],
      keys: keys.get(row.id) ?? [],
      scores: scores.get(row.id) ?? [],
    };
    return { id: row.id, story: toStory(row, known) };
  });
}

interface StoryRow extends Omit<TransferStory, 'shown' | 'keys' | 'articles' | 'scores'> {
  readonly id: number;
  readonly isPruned: boolean;
  readonly tickers: readonly Ticker[];
  readonly tags: readonly string[];
  readonly sources: readonly string[];
  readonly publishers: readonly string[];
  readonly revision: number;
}

interface KeyRow {
  readonly storyId: number;
  readonly day: number;
  readonly key: StoryKey;
}

interface KnownOfStory {
  readonly articles: readonly CarriedArticle[];
  readonly keys: readonly KeyRow[];
  readonly scores: readonly StoryScore[];
}

function toStory(
  { id: _, isPruned, tickers, tags, sources, publishers, revision, ...facts }: StoryRow,
  { articles, keys, scores }: KnownOfStory,
): TransferStory {
  const article = articles.findIndex((one) => one.isShown);
  return {
    ...facts,
    shown: isPruned ? null : { article, tickers, tags, sources, publishers, revision },
    keys: keys.map(({ key, day }) => ({ key, day })),
    articles: articles.map(({ history }) => history),
    scores,
  };
}

/** Adds stories in their order, with one statement a table; must run in a transaction. */
export async function writeStories(session: Session, stories: readonly TransferStory[]): Promise<void> {
  if (stories.length === 0) return;
  const ids = await insertStories(session, stories);
  const written = stories.map((story, at) => ({ story, id: ids[at] ?? Number.NaN }));
  await insertArticles(session, written);
  const { insertKeys, insertTickers, insertScores, file } = statementsOf(session);
  const insert = async (statement: typeof file, rows: readonly (readonly unknown[])[]) => {
    if (rows.length > 0) await session.run(statement, columnsOf(rows));
  };
  await insert(
    insertKeys,
    written.flatMap(({ story, id }) => story.keys.map(({ key, day }) => [day, toBytes(key), id])),
  );
  await insert(
    insertTickers,
    written.flatMap(({ story, id }) => (story.shown?.tickers ?? []).map((ticker) => [filingDay(story), ticker, id])),
  );
  await insert(
    insertScores,
    written.flatMap(({ story, id }) =>
      story.scores.map(({ at, model, opinion, isPreferred }) => [id, at, model, toJsonb(opinion), isPreferred]),
    ),
  );
  await insert(
    file,
    written.flatMap(({ story, id }) => {
      if (!isShown(story)) return [];
      const { day, keys, wordSums } = filingOf(story);
      return keys.map((key) => [day, key, id, wordSums]);
    }),
  );
}

interface WrittenStory {
  readonly story: TransferStory;
  readonly id: number;
}

async function insertStories(session: Session, stories: readonly TransferStory[]): Promise<readonly number[]> {
  const rows = stories.map((story) => {
    const text = isShown(story) ? leadOf(story) : null;
    const { tickers, tags, sources, publishers, revision } = story.shown ?? nothingShown;
    return [
      toBytes(story.storyKey),
      story.identity,
      ...[text?.headline ?? null, text?.description ?? null, text?.url ?? null, text?.publisher ?? null],
      ...[story.publishedAt, story.ingestedAt, story.source, story.isFailover],
      ...[tickers, tags, sources, publishers].map(toJsonb),
      revision,
      text === null ? '' : foldedWords(text).join(' '),
      text === null ? null : toJsonb(storySentiment(story.articles, story.scores)),
    ];
  });
  return sorted(await session.rows<IdRow>(statementsOf(session).insertStories, columnsOf(rows)));
}

async function insertArticles(session: Session, stories: readonly WrittenStory[]): Promise<void> {
  const articles = stories.flatMap(({ story, id }) =>
    story.articles.map((article, at) => ({
      article,
      storyId: id,
      // The story that shows an article has its text; of a pruned story none has any.
      own: story.shown === null || story.shown.article === at ? null : article,
    })),
  );
  const { insertArticles: insert, insertRevisions, addTickers } = statementsOf(session);
  const rows = articles.map(({ article, storyId, own }) => [
    ...[storyId, article.source, article.sourceId, dayNumber(article.publishedAt), toBytes(article.dedupKey)],
    ...[article.publishedAt, article.firstSeenAt, toJsonb(article.tickers), toJsonb(article.tags)],
    ...[own?.headline ?? null, own?.description ?? null, own?.url ?? null, own?.publisher ?? null, article.joinedBy],
    toJsonb(article.sentiment),
  ]);
  const ids = sorted(await session.rows<IdRow>(insert, columnsOf(rows)));
  const earlier = articles.flatMap(({ article }, at) =>
    article.earlier.map((text) => [ids[at], text.seenAt, text.replacedAt, text.headline, text.description]),
  );
  if (earlier.length > 0) await session.run(insertRevisions, columnsOf(earlier));
  const added = articles.flatMap(({ article }, at) =>
    article.addedTickers.map(({ ticker, seenAt }) => [ids[at], ticker, seenAt]),
  );
  if (added.length > 0) await session.run(addTickers, columnsOf(added));
}

interface IdRow {
  readonly id: number;
}

/** Row numbers grow in the order in which the rows were given. */
function sorted(rows: readonly IdRow[]): readonly number[] {
  return rows.map(({ id }) => id).sort((left, right) => left - right);
}

function columnsOf(rows: readonly (readonly unknown[])[]): readonly (readonly unknown[])[] {
  return (rows[0] ?? []).map((_, column) => rows.map((row) => row[column]));
}

const nothingShown = { tickers: [], tags: [], sources: [], publishers: [], revision: 0 };

const statementsOf = inSchema((at) => {
  /** Adds rows in the order given. */
  const insert = (table: string, columns: Readonly<Record<string, string>>, sqlOf = (name: string) => name) => {
    const names = Object.keys(columns);
    const arrays = Object.values(columns).map((type, index) => `$${index + 1}::${type}[]`);
    return `
      INSERT INTO ${at}${table} (${names.join()}) SELECT ${names.map(sqlOf).join()}
      FROM unnest(${arrays.join()}) WITH ORDINALITY AS given(${names.join()}, place) ORDER BY place`;
  };
  const texts = { headline: 'text', description: 'text', url: 'text', publisher: 'text' };
  const stories = {
    ...{
      story_key: 'bytea',
      identity: 'text',
      ...texts,
      published_at: 'bigint',
      ingested_at: 'bigint',
      source: 'text',
    },
    ...{ is_failover: 'boolean', tickers: 'jsonb', tags: 'jsonb', sources: 'jsonb', publishers: 'jsonb' },
    ...{ revision: 'int', words: 'text', sentiment: 'jsonb' },
  };
  const articles = {
    ...{
      story_id: 'bigint',
      source: 'text',
      source_id: 'text',
      day: 'int',
      dedup_key: 'bytea',
      published_at: 'bigint',
    },
    ...{ first_seen_at: 'bigint', tickers: 'jsonb', tags: 'jsonb', ...texts, joined_by: 'text', sentiment: 'jsonb' },
  };
  const revisions = {
    ...{ article_id: 'bigint', seen_at: 'bigint', replaced_at: 'bigint', headline: 'text', description: 'text' },
  };
  return {
    stories: `
      SELECT id, story_key AS "storyKey", identity, headline IS NULL AS "isPruned", published_at AS "publishedAt",
        ingested_at AS "ingestedAt", source, is_failover AS "isFailover", tickers, tags, sources, publishers, revision
      FROM ${at}stories WHERE id > $1 ORDER BY id LIMIT $2`,
    // A key stands under the day of the article that made it; all keys of these days are looked at once.
    keys: `
      SELECT known_keys.story_id AS "storyId", known_keys.day, known_keys.key
      FROM (SELECT DISTINCT day FROM ${at}articles WHERE story_id BETWEEN $1 AND $2) AS carried
      JOIN ${at}known_keys AS known_keys ON known_keys.day = carried.day
      WHERE known_keys.story_id BETWEEN $1 AND $2 ORDER BY known_keys.key`,
    insertStories: `${insert('stories', stories, (name) => (name === 'words' ? "string_to_array(words, ' ')" : name))}
      RETURNING id`,
    insertArticles: `${insert('articles', articles)} RETURNING id`,
    insertRevisions: insert('revisions', revisions),
    addTickers: insert('added_tickers', { article_id: 'bigint', ticker: 'text', seen_at: 'bigint' }),
    insertKeys: insert('known_keys', { day: 'int', key: 'bytea', story_id: 'bigint' }),
    insertTickers: insert('story_tickers', { day: 'int', ticker: 'text', story_id: 'bigint' }),
    insertScores: insert('scores', {
      ...{ story_id: 'bigint', at: 'bigint', model: 'text', opinion: 'jsonb', is_preferred: 'boolean' },
    }),
    file: insert('lookups', { day: 'int', key: 'bigint', story_id: 'bigint', word_sums: 'bigint' }),
  };
});
