// The floor of goal 9: the rows of a store that is there, written page by page into an empty one by a program that has them in
// memory: one bare `unnest` upsert a table and transaction, a hundred stories each. Prints what it took as JSON.
// usage: node postgres-floor.mjs URL FROM TO     names of two schemas; TO was made by `ingest db migrate`
import pg from 'pg';

const [url, from, to] = process.argv.slice(2);
const pageSize = 100;
const client = new pg.Client({ connectionString: url });
await client.connect();

/** By which rows of a table belong to a story. */
const tables = {
  stories: 'id',
  articles: 'story_id',
  known_keys: 'story_id',
  story_tickers: 'story_id',
  lookups: 'story_id',
  scores: 'story_id',
  collection_events: null,
};
const plans = await Promise.all(Object.entries(tables).map(([table, owner]) => planOf(table, owner)));
const stories = plans[0].rows.map(({ id }) => id);
const pages = [];
for (let start = 0; start < stories.length; start += pageSize) {
  const ids = new Set(stories.slice(start, start + pageSize));
  pages.push(plans.map((plan) => plan.columns.map((name) => valuesOf(plan, ids, start).map((row) => row[name]))));
}

const [started, cpu] = [performance.now(), process.cpuUsage()];
for (const page of pages) {
  await client.query('BEGIN');
  for (const [index, { name, text }] of plans.entries())
    if (page[index][0].length > 0) await client.query({ name, text, values: page[index] });
  await client.query('COMMIT');
}
const { user, system } = process.cpuUsage(cpu);
console.log(
  JSON.stringify({ wall: (performance.now() - started) / 1000, cpu: (user + system) / 1e6, stories: stories.length }),
);
await client.end();

async function planOf(table, owner) {
  const { rows: described } = await client.query(
    `SELECT attname AS name, format_type(atttypid, NULL) AS type FROM pg_attribute
    WHERE attrelid = $1::regclass AND attnum > 0 ORDER BY attnum`,
    [`${from}.${table}`],
  );
  const columns = described.map(({ name }) => name);
  // Lists of words go through as text: unnest would take a list of lists apart.
  const isList = (type) => type.endsWith('[]');
  const read = described.map(({ name, type }) =>
    isList(type) ? `array_to_string(${name}, ' ') AS ${name}` : `${name}::text`,
  );
  const given = described.map(({ type }, index) => `$${index + 1}::${isList(type) ? 'text' : type}[]`);
  const written = described.map(({ name, type }) => (isList(type) ? `string_to_array(${name}, ' ')` : name));
  const { rows } = await client.query(
    `SELECT ${read.join()} FROM ${from}.${table}${owner ? ` ORDER BY ${owner}` : ''}`,
  );
  const identity = columns.includes('id') ? 'OVERRIDING SYSTEM VALUE' : '';
  const text = `INSERT INTO ${to}.${table} (${columns.join()}) ${identity}
    SELECT ${written.join()} FROM unnest(${given.join()}) AS given(${columns.join()}) ON CONFLICT DO NOTHING`;
  return { name: table, text, columns, rows, owner };
}

/** The rows that go with a page of stories; events go with the first. */
function valuesOf({ rows, owner }, ids, start) {
  if (owner === null) return start === 0 ? rows : [];
  return rows.filter((row) => ids.has(row[owner]));
}
