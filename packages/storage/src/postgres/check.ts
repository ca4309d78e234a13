import { isDeepStrictEqual } from 'node:util';
import { deliveryStates, type StoreCheck, type StorySentiment, storySentiment } from '@ingest/core';
import { isJson } from '../shared/is-json.js';
import { missingFrom } from './compare-schema.js';
import { foldedWords } from './folded-words.js';
import { versionOf } from './schema.js';
import type { Session } from './session.js';
import { quoted } from './statements.js';

/** Compares the schema with what it should be, and reads everything. Sets are compared as wholes, so that a million stories take seconds. */
export async function checkTables(session: Session): Promise<StoreCheck> {
  const { tables, others } = await missingFrom(session);
  const schemaVersion = (await versionOf(session)) ?? 0;
  // What is to be read has to be there.
  if (tables.length > 0) return { schemaVersion, stories: 0, articles: 0, problems: [...tables, ...others] };
  const at = `${quoted(session.schema)}.`;
  const problems = [...others];
  for (const [rule, sql] of Object.entries(rulesIn(at))) {
    const broken = await numberOf(session, `SELECT count(*) AS number FROM (${sql}) AS broken`);
    if (broken > 0) problems.push(toProblem(rule, broken));
  }
  for (const { rule, table, key, columns, holds } of readRules) {
    const broken = await countBroken(session, `${at}${table}`, key, columns(at), holds);
    if (broken > 0) problems.push(toProblem(rule, broken));
  }
  const stories = `${at}stories AS stories`;
  return {
    schemaVersion,
    stories: await numberOf(session, `SELECT count(*) AS number FROM ${stories} WHERE headline IS NOT NULL`),
    articles: await numberOf(
      session,
      `SELECT count(*) AS number FROM ${at}articles AS articles JOIN ${stories} ON stories.id = story_id
      WHERE stories.headline IS NOT NULL`,
    ),
    problems,
  };
}

function toProblem(rule: string, broken: number): string {
  return `${rule}: ${broken} ${broken === 1 ? 'does' : 'do'} not`;
}

/** Each selects what breaks it. */
function rulesIn(at: string): Readonly<Record<string, string>> {
  const stories = `${at}stories AS stories`;
  const articles = `${at}articles AS articles`;
  const named = (list: string) =>
    `SELECT stories.id, named.value FROM ${stories} CROSS JOIN jsonb_array_elements_text(stories.${list}) AS named(value)`;
  const carried = `SELECT story_id, carried.value FROM ${articles}
    CROSS JOIN jsonb_array_elements_text(articles.tickers) AS carried(value)`;
  const different = (left: string, right: string) =>
    `(SELECT * FROM (${left} EXCEPT ${right}) AS missing) UNION ALL (SELECT * FROM (${right} EXCEPT ${left}) AS added)`;
  const lost = (table: string, column: string, target: string) =>
    `SELECT ${column} AS id FROM ${at}${table} EXCEPT SELECT id FROM ${at}${target}`;
  return {
    'every row refers to one that is there': [
      lost('articles', 'story_id', 'stories'),
      lost('known_keys', 'story_id', 'stories'),
      lost('story_tickers', 'story_id', 'stories'),
      lost('lookups', 'story_id', 'stories'),
      lost('scores', 'story_id', 'stories'),
      lost('revisions', 'article_id', 'articles'),
      lost('added_tickers', 'article_id', 'articles'),
    ]
      .map((sql) => `(${sql})`)
      .join(' UNION ALL '),
    'every story has its own key': `SELECT story_key FROM ${stories} GROUP BY story_key HAVING count(*) > 1`,
    'every key of a story leads to it': `
      SELECT story_key, id FROM ${stories} EXCEPT SELECT key, story_id FROM ${at}known_keys`,
    'every story has an article': `SELECT id FROM ${stories} EXCEPT SELECT story_id FROM ${articles}`,
    'every story shows one of its articles': `
      (SELECT stories.id FROM ${stories} JOIN ${articles} ON articles.story_id = stories.id AND articles.headline IS NULL
        WHERE stories.headline IS NOT NULL GROUP BY stories.id HAVING count(*) > 1)
      UNION (SELECT id FROM ${stories} EXCEPT SELECT story_id FROM ${articles} WHERE headline IS NULL)`,
    'every story shows its earliest article': `
      SELECT stories.id FROM ${stories} JOIN ${articles} ON articles.story_id = stories.id
      WHERE stories.headline IS NOT NULL GROUP BY stories.id HAVING min(articles.published_at) <> stories.published_at`,
    'every story names the sources that carried it': different(
      named('sources'),
      `SELECT story_id, articles.source FROM ${articles}
        JOIN ${stories} ON stories.id = story_id AND stories.headline IS NOT NULL`,
    ),
    'every story names the tickers of its articles': different(named('tickers'), carried),
    'every story is found by its tickers': different(
      named('tickers'),
      `SELECT story_id, ticker FROM ${at}story_tickers`,
    ),
    'every article has one row': `
      (SELECT encode(dedup_key, 'hex') FROM ${articles} WHERE source_id IS NULL GROUP BY day, dedup_key HAVING count(*) > 1)
      UNION ALL (
        SELECT source_id FROM ${articles} WHERE source_id IS NOT NULL GROUP BY source, source_id HAVING count(*) > 1)`,
    'every delivery is in a state that is known': `
      SELECT event_id FROM ${at}outbox WHERE state NOT IN (${deliveryStates.map((state) => `'${state}'`).join()})`,
    'every delivery counts its attempts': `SELECT event_id FROM ${at}outbox WHERE attempts < 0`,
    'every delivery says when it was settled': `
      SELECT event_id FROM ${at}outbox WHERE (settled_at IS NOT NULL) <> (state IN ('delivered', 'dead', 'dropped'))`,
    'every delivery is claimed only while it is pending': `
      SELECT event_id FROM ${at}outbox WHERE claim_until IS NOT NULL AND state <> 'pending'`,
    'every delivery has both ends of its terms': `
      SELECT event_id FROM ${at}outbox
      WHERE (waits_from IS NULL) <> (waits_until IS NULL) OR (claim_from IS NULL) <> (claim_until IS NULL)`,
  };
}

/** What the server itself cannot tell: read row by row. */
const readRules: readonly {
  readonly rule: string;
  readonly table: string;
  /** By which the table is read, in parts. */
  readonly key: readonly string[];
  readonly columns: (at: string) => string;
  readonly holds: (row: never) => boolean;
}[] = [
  {
    rule: 'every story is found by its words',
    table: 'stories',
    key: ['id'],
    columns: () => `headline, description, array_to_string(words, ' ') AS words`,
    holds: ({ headline, description, words }: { headline: string | null; description: string | null; words: string }) =>
      words === (headline === null ? '' : foldedWords({ headline, description }).join(' ')),
  },
  {
    rule: 'every story shows the sentiment that is known of it',
    table: 'stories',
    key: ['id'],
    columns: (at) => `sentiment, (
      SELECT jsonb_agg(jsonb_build_object('source', source, 'sentiment', sentiment, 'firstSeenAt', first_seen_at) ORDER BY id)
      FROM ${at}articles WHERE story_id = stories.id AND articles.sentiment IS NOT NULL
    ) AS statements, (
      SELECT jsonb_agg(jsonb_build_object('model', model, 'at', at, 'opinion', opinion, 'isPreferred', is_preferred) ORDER BY id)
      FROM ${at}scores WHERE story_id = stories.id
    ) AS scores`,
    holds: ({ sentiment, statements, scores }: Sentiments) =>
      isDeepStrictEqual(sentiment, storySentiment(statements ?? [], scores ?? [])),
  },
  {
    rule: 'every register has a value in JSON',
    table: 'registers',
    key: ['name'],
    columns: () => 'value',
    holds: ({ value }: { value: string }) => isJson(value),
  },
  {
    rule: 'every delivery has a message in JSON',
    table: 'outbox',
    key: ['event_id', 'sink'],
    columns: () => 'message',
    holds: ({ message }: { message: string }) => isJson(message),
  },
];

/** What a story shows, and all that it is made of. */
interface Sentiments {
  readonly sentiment: StorySentiment | null;
  readonly statements: Parameters<typeof storySentiment>[0] | null;
  readonly scores: Parameters<typeof storySentiment>[1] | null;
}

/** How many rows are looked at in one part. */
const partRows = 2_000;

async function countBroken(
  session: Session,
  table: string,
  key: readonly string[],
  columns: string,
  holds: (row: never) => boolean,
): Promise<number> {
  let broken = 0;
  let last: readonly unknown[] | null = null;
  for (;;) {
    const after: string = last === null ? 'true' : `(${key.join()}) > (${key.map((_, at) => `$${at + 1}`).join()})`;
    const { rows } = await session.query(
      `SELECT ${key.join()}, ${columns} FROM ${table} WHERE ${after} ORDER BY ${key.join()} LIMIT ${partRows}`,
      last ?? [],
    );
    broken += rows.filter((row) => !holds(row as never)).length;
    const end = rows.at(-1) as Readonly<Record<string, unknown>> | undefined;
    if (end === undefined || rows.length < partRows) return broken;
    last = key.map((column) => end[column]);
  }
}

async function numberOf(session: Session, sql: string): Promise<number> {
  const { rows } = await session.query(sql);
  return (rows[0] as { number: number }).number;
}
