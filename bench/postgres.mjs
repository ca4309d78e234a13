// Goal 9 side by side: a replay into Postgres against a bare `unnest` upsert of the same rows, and four processes on four parts
// against one on all: `node bench/postgres.mjs`. Rounds are interleaved, ratios are taken inside a round, their median is judged.
//   INGEST_BENCH_ROUNDS=5   INGEST_BENCH_GENERATOR=../shared/bench/gen-har.mjs   INGEST_BENCH_ITEMS=10000
//   INGEST_BENCH_POSTGRES=postgres://postgres@127.0.0.1:5432/test
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

const here = fileURLToPath(new URL('.', import.meta.url));
const rounds = Number(process.env.INGEST_BENCH_ROUNDS ?? 5);
const items = Number(process.env.INGEST_BENCH_ITEMS ?? 10_000);
const generator = process.env.INGEST_BENCH_GENERATOR ?? join(here, '../../shared/bench/gen-har.mjs');
const url = process.env.INGEST_BENCH_POSTGRES ?? 'postgres://postgres@127.0.0.1:5432/test';
const bin = join(here, '../packages/cli/bin/ingest.js');
const scratch = mkdtempSync(join(tmpdir(), 'ingest-bench-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
const schemas = ['all', 'floor', 'parts'].map((name) => `bench_${process.pid}_${name}`);
const [all, floor, parts] = schemas;

const directory = join(scratch, 'parts');
const { stories } = JSON.parse(
  (await node(generator, directory, '--items', String(items), '--split', String(items / 4))).printed,
);
const files = readdirSync(directory).filter((name) => name.endsWith('.har'));
const client = new pg.Client({ connectionString: url });
await client.connect();

const taken = { replay: [], floor: [], parts: [] };
try {
  for (let round = 0; round < rounds; round += 1) {
    for (const schema of schemas) await node(bin, 'db', 'migrate', '--store', storeOf(schema));
    taken.replay.push(await node(bin, 'run', '--replay', directory, '--store', storeOf(all), '--quiet'));
    await assertStories(all);
    const bare = await node(join(here, 'postgres-floor.mjs'), url, all, floor);
    taken.floor.push(JSON.parse(bare.printed));
    await assertStories(floor);
    taken.parts.push(await together(files.map((file) => ['run', '--replay', join(directory, file), '--quiet'])));
    await assertStories(parts);
    for (const schema of schemas) await client.query(`DROP SCHEMA ${schema} CASCADE`);
  }
} finally {
  for (const schema of schemas) await client.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
  await client.end();
}

report('replay / unnest', taken.replay, taken.floor, 3);
report('four parts / all', taken.parts, taken.replay, 0.9);

function storeOf(schema) {
  return `${url}?schema=${schema}`;
}

/** A fast wrong run is a miss. */
async function assertStories(schema) {
  const { rows } = await client.query(`SELECT count(*)::int AS found FROM ${schema}.news`);
  if (rows[0].found !== stories) throw new Error(`${schema} holds ${rows[0].found} stories, ${stories} are right`);
}

/** Several processes at once, as long as the last of them takes. */
async function together(commands) {
  const started = performance.now();
  await Promise.all(commands.map((command) => node(bin, ...command, '--store', storeOf(parts))));
  return { wall: (performance.now() - started) / 1000 };
}

function node(...args) {
  const started = performance.now();
  const child = spawn(process.execPath, args, { cwd: scratch, stdio: ['ignore', 'pipe', 'pipe'] });
  let [printed, complained] = ['', ''];
  child.stdout.on('data', (chunk) => (printed += chunk));
  child.stderr.on('data', (chunk) => (complained += chunk));
  return new Promise((resolve, reject) => {
    child.on('close', (code) => {
      if (code === 0) resolve({ wall: (performance.now() - started) / 1000, printed });
      else reject(new Error(`${args.join(' ')} ended with ${code}: ${complained}`));
    });
  });
}

function report(name, left, right, goal) {
  const median = (values) => [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)];
  const ratio = median(left.map(({ wall }, round) => wall / right[round].wall));
  const seconds = [left, right].map((runs) => median(runs.map(({ wall }) => wall)).toFixed(2)).join(' s / ');
  console.log(`${name.padEnd(18)} ${ratio.toFixed(2)} (goal ${goal})   ${seconds} s`);
}
