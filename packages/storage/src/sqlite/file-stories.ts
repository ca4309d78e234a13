import { dayNumber, lookupKeys, prepareArticle, publisherFamily, type StoryArticle } from '@ingest/core';
import { preparedOnce, type SqliteClient } from './client.js';

/** How many stories one step files: the lock is given back after each, and a step that is killed is done again. */
const stepSize = 500;

/**
 * Files stories of a store from before there were lookup keys: the next ones, newest first. False when all are filed. The
 * place in the work is kept in the step's own transaction, so that it can be broken off and shared by processes.
 */
export function fileOldStories(client: SqliteClient, size = stepSize): boolean {
  const statements = statementsOf(client);
  const from = statements.place.get() as string | undefined;
  if (from === undefined) return false;
  const rows = statements.stories.all(Number(from), size) as StoryRow[];
  for (const { id } of rows) file(statements, id);
  const last = rows.at(-1);
  if (last === undefined) statements.done.run();
  else statements.advance.run(String(last.id - 1));
  return last !== undefined;
}

/** Whether there is anything to file; needs no lock. */
export function hasUnfiledStories(client: SqliteClient): boolean {
  return statementsOf(client).place.get() !== undefined;
}

interface StoryRow {
  readonly id: number;
}

interface ArticleRow extends StoryArticle {
  readonly publishedAt: number;
  readonly publisher: string | null;
}

function file(statements: ReturnType<typeof statementsOf>, storyId: number): void {
  const articles = statements.articles.all(storyId) as ArticleRow[];
  const [anchor] = articles;
  if (anchor === undefined) return;
  const day = dayNumber(anchor.publishedAt);
  const { keys, wordSums } = lookupKeys(prepareArticle(anchor));
  for (const key of keys) statements.file.run(day, key, storyId, wordSums);
  const families = articles.map(({ publisher, url }) => publisherFamily(publisher, url ?? null));
  const publishers = [...new Set(families.filter((family) => family !== null))].sort();
  statements.name.run(JSON.stringify(publishers), storyId);
  // Which article brought which tag was not kept then.
  statements.tag.run(storyId);
}

const statementsOf = preparedOnce((client) => ({
  place: client.prepare("SELECT value FROM registers WHERE name = 'upkeep/filing'").pluck(),
  advance: client.prepare("UPDATE registers SET value = ? WHERE name = 'upkeep/filing'"),
  done: client.prepare("DELETE FROM registers WHERE name = 'upkeep/filing'"),
  stories: client.prepare('SELECT id FROM stories WHERE id <= ? AND headline IS NOT NULL ORDER BY id DESC LIMIT ?'),
  articles: client.prepare(`
    SELECT coalesce((SELECT headline FROM revisions WHERE article_id = articles.id ORDER BY id LIMIT 1),
        articles.headline, stories.headline) AS headline,
      articles.published_at AS publishedAt, articles.source, articles.source_id AS sourceId,
      iif(articles.headline IS NULL, stories.url, articles.url) AS url,
      iif(articles.headline IS NULL, stories.publisher, articles.publisher) AS publisher
    FROM articles JOIN stories ON stories.id = articles.story_id WHERE articles.story_id = ? ORDER BY articles.id`),
  file: client.prepare('INSERT OR IGNORE INTO lookups (day, key, story_id, word_sums) VALUES (?, ?, ?, ?)'),
  name: client.prepare('UPDATE stories SET publishers = ? WHERE id = ?'),
  tag: client.prepare('UPDATE articles SET tags = (SELECT tags FROM stories WHERE id = story_id) WHERE story_id = ?'),
}));
