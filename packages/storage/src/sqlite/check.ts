import { deliveryStates, type StoreCheck } from '@ingest/core';
import { countWrongSentiments } from './check-sentiment.js';
import type { SqliteClient } from './client.js';
import { differencesOf, type SchemaObject } from './compare-schema.js';
import { damagesIn, isCorrupt } from './errors.js';
import { versionOf } from './schema.js';

/** Compares the schema with what it should be, and reads everything but the full-text index. Sets are compared as wholes, so that a million stories take seconds. */
export function checkTables(client: SqliteClient, expected: readonly SchemaObject[]): StoreCheck {
  const problems = damagesOf(client);
  const version = versionOf(client);
  // What a damaged file says of itself means nothing.
  if (problems.length > 0) return { schemaVersion: version, stories: 0, articles: 0, problems };
  const differences = differencesOf(client, expected);
  problems.push(...differences.map(({ words }) => words));
  // What is to be read has to be there.
  if (differences.some(({ type }) => type === 'table'))
    return { schemaVersion: version, stories: 0, articles: 0, problems };
  const judge = (rule: string, broken: number) => {
    if (broken > 0) problems.push(`${rule}: ${broken} ${broken === 1 ? 'does' : 'do'} not`);
    return broken;
  };
  for (const { rule, sql } of rules) judge(rule, numberOf(client, `SELECT count(*) FROM (${sql})`));
  const unreadable = judge(readable.rule, numberOf(client, `SELECT count(*) FROM (${readable.sql})`));
  // What cannot be read cannot be compared.
  if (unreadable === 0) judge('every story shows the sentiment that is known of it', countWrongSentiments(client));
  return {
    schemaVersion: version,
    stories: numberOf(client, 'SELECT count(*) FROM stories WHERE headline IS NOT NULL'),
    articles: numberOf(
      client,
      'SELECT count(*) FROM articles JOIN stories ON stories.id = story_id WHERE stories.headline IS NOT NULL',
    ),
    problems,
  };
}

/** What SQLite finds wrong with the file itself; with some damage it gives up instead of telling. */
function damagesOf(client: SqliteClient): string[] {
  try {
    const found = client.pragma('integrity_check(20)') as { integrity_check: string }[];
    return found.flatMap((row) => damagesIn(row.integrity_check));
  } catch (thrown) {
    if (isCorrupt(thrown)) return [thrown.message];
    throw thrown;
  }
}

/** Each selects what breaks it. */
const rules: readonly { readonly rule: string; readonly sql: string }[] = [
  {
    rule: 'every row refers to one that is there',
    sql: 'SELECT * FROM pragma_foreign_key_check',
  },
  {
    rule: 'every story has its own key',
    sql: 'SELECT story_key FROM stories GROUP BY story_key HAVING count(*) > 1',
  },
  {
    rule: 'every key of a story leads to it',
    sql: 'SELECT story_key, id FROM stories EXCEPT SELECT key, story_id FROM known_keys',
  },
  {
    rule: 'every story has an article',
    sql: 'SELECT id FROM stories EXCEPT SELECT story_id FROM articles',
  },
  {
    rule: 'every story shows one of its articles',
    sql: `SELECT stories.id FROM stories JOIN articles ON articles.story_id = stories.id AND articles.headline IS NULL
      WHERE stories.headline IS NOT NULL GROUP BY stories.id HAVING count(*) > 1
      UNION SELECT id FROM (SELECT id FROM stories EXCEPT SELECT story_id FROM articles WHERE headline IS NULL)`,
  },
  {
    rule: 'every story shows its earliest article',
    sql: `SELECT stories.id FROM stories JOIN articles ON articles.story_id = stories.id
      WHERE stories.headline IS NOT NULL GROUP BY stories.id HAVING min(articles.published_at) <> stories.published_at`,
  },
  {
    rule: 'every story names the sources that carried it',
    sql: `SELECT * FROM (
        SELECT stories.id, named.value FROM stories CROSS JOIN json_each(stories.sources) AS named
        EXCEPT SELECT story_id, source FROM articles)
      UNION ALL SELECT * FROM (
        SELECT story_id, articles.source FROM articles JOIN stories ON stories.id = story_id AND stories.headline IS NOT NULL
        EXCEPT SELECT stories.id, named.value FROM stories CROSS JOIN json_each(stories.sources) AS named)`,
  },
  {
    rule: 'every story names the tickers of its articles',
    sql: `SELECT * FROM (
        SELECT stories.id, named.value FROM stories CROSS JOIN json_each(stories.tickers) AS named
        EXCEPT SELECT story_id, carried.value FROM articles CROSS JOIN json_each(articles.tickers) AS carried)
      UNION ALL SELECT * FROM (
        SELECT story_id, carried.value FROM articles CROSS JOIN json_each(articles.tickers) AS carried
        EXCEPT SELECT stories.id, named.value FROM stories CROSS JOIN json_each(stories.tickers) AS named)`,
  },
  {
    rule: 'every story is found by its tickers',
    sql: `SELECT * FROM (
        SELECT stories.id, named.value FROM stories CROSS JOIN json_each(stories.tickers) AS named
        EXCEPT SELECT story_id, ticker FROM story_tickers)
      UNION ALL SELECT * FROM (
        SELECT story_id, ticker FROM story_tickers
        EXCEPT SELECT stories.id, named.value FROM stories CROSS JOIN json_each(stories.tickers) AS named)`,
  },
  {
    rule: 'every article has one row',
    sql: `SELECT day, dedup_key FROM articles WHERE source_id IS NULL GROUP BY day, dedup_key HAVING count(*) > 1
      UNION ALL SELECT source, source_id FROM articles WHERE source_id IS NOT NULL GROUP BY source, source_id HAVING count(*) > 1`,
  },
  {
    rule: 'every register has a value in JSON',
    sql: 'SELECT name FROM registers WHERE NOT json_valid(value)',
  },
  {
    rule: 'every delivery has a message in JSON',
    sql: 'SELECT event_id FROM outbox WHERE NOT json_valid(message)',
  },
  {
    rule: 'every delivery is in a state that is known',
    sql: `SELECT event_id FROM outbox WHERE state NOT IN (${deliveryStates.map((state) => `'${state}'`).join()})`,
  },
  {
    rule: 'every delivery counts its attempts',
    sql: "SELECT event_id FROM outbox WHERE typeof(attempts) <> 'integer' OR attempts < 0",
  },
  {
    rule: 'every delivery says when it was settled',
    sql: `SELECT event_id FROM outbox WHERE (settled_at IS NOT NULL) <> (state IN ('delivered', 'dead', 'dropped'))`,
  },
  {
    rule: 'every delivery is claimed only while it is pending',
    sql: `SELECT event_id FROM outbox WHERE claim_until IS NOT NULL AND state <> 'pending'`,
  },
  {
    rule: 'every delivery has both ends of its terms',
    sql: `SELECT event_id FROM outbox
      WHERE (waits_from IS NULL) <> (waits_until IS NULL) OR (claim_from IS NULL) <> (claim_until IS NULL)`,
  },
];

const readable = {
  rule: 'every story and article has its sentiment in JSON',
  sql: `SELECT id FROM stories WHERE NOT json_valid(sentiment)
    UNION ALL SELECT id FROM articles WHERE NOT json_valid(sentiment)`,
};

/** Compares the full-text index with the text of the stories. SQLite takes that for a write, so it needs the lock. */
export function checkSearch(client: SqliteClient): readonly string[] {
  try {
    client.exec("INSERT INTO news_search(news_search, rank) VALUES ('integrity-check', 1)");
    return [];
  } catch (thrown) {
    if (isCorrupt(thrown)) return ['the full-text index holds the text of the stories: it does not'];
    throw thrown;
  }
}

function numberOf(client: SqliteClient, sql: string): number {
  return client.prepare(sql).pluck().get() as number;
}
