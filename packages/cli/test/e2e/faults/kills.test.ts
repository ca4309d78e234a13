import { readFileSync } from 'node:fs';
import { IngestError } from '@ingest/core';
import { describe, expect, it } from 'vitest';
import { temporarySchema, urlOf } from '../../../../storage/test/support/postgres.js';
import { hasPostgres } from '../../support/postgres.js';
import { faultWorld } from './support/fault-world.js';
import { finnhubList, tiingoList } from './support/lists.js';
import { finnhubItem, tiingoItem, tiingoItems } from './support/news.js';
import { forever } from './support/script.js';
import { checkStore } from './support/store-file.js';

const world = faultWorld();
const minute = 60_000;

const isLong = process.env.INGEST_LONG === '1';

/** Two pages of the primary, and stories of the secondary of which the primary carried a part. */
const shared = (index: number) => `Solvane Energy connects wind park number ${index} to the grid of the coast`;
const at = Date.now() - 90 * minute;
const ofPrimary = [
  ...tiingoItems(120, { tickers: ['aapl', 'msft'] }),
  ...Array.from({ length: 10 }, (_, index) =>
    tiingoItem({ id: 500 + index, at: at - index * minute, title: shared(index) }),
  ),
];
const ofSecondary = Array.from({ length: 20 }, (_, index) =>
  finnhubItem({ id: 900 + index, at: at - index * minute + 5000, tickers: ['AAPL'], title: shared(index) }),
);

interface Counts {
  readonly statement: number;
  readonly request: number;
}

/** Where the killed runs keep their news, and how often and where they are killed. */
interface Kept {
  readonly kills: number;
  /** The store is made with the first statements. */
  readonly whileMade: readonly string[];
  readonly aroundStatement: readonly string[];
  /** The url of a store that nobody used before. */
  readonly newStore: (name: string) => string;
}

const inFiles: Kept = {
  kills: isLong ? 200 : 20,
  whileMade: ['before statement 2', 'after statement 3', 'after statement 5'],
  aroundStatement: ['before', 'after'],
  newStore: (name) => `${name}.db`,
};
const onServer: Kept = {
  kills: isLong ? 100 : 3,
  whileMade: ['within statement 6'],
  aroundStatement: ['before', 'within', 'after'],
  newStore: () => urlOf(temporarySchema()),
};

describe('kill -9', () => {
  it(
    `row 68: at ${inFiles.kills} points of a run loses nothing, stores nothing twice and stops nobody`,
    () => expectKillsToBeHarmless(inFiles),
    isLong ? 30 * minute : 3 * minute,
  );
});

describe.skipIf(!(await hasPostgres()))('kill -9 of a run whose store is on a server', () => {
  it(
    `row 68: at ${onServer.kills} points of it is as harmless`,
    () => expectKillsToBeHarmless(onServer),
    isLong ? 30 * minute : minute,
  );
});

async function expectKillsToBeHarmless(kept: Kept): Promise<void> {
  world.tiingo.plays(forever(tiingoList(ofPrimary)));
  world.finnhub.plays(forever(finnhubList(ofSecondary)));
  world.preload('interrupt.mjs');
  const countsFile = world.path('counts.json');
  const store = kept.newStore('undisturbed');
  const undisturbed = await run(store, { INGEST_TEST_COUNTS_FILE: countsFile });
  expect(undisturbed.report).toMatchObject({ outcome: 'ok', items: { new: 140, collisions: 10 } });
  const digest = await world.digest(store);
  const counts = JSON.parse(readFileSync(countsFile, 'utf8')) as Counts;
  const moments = momentsOf(counts, kept);
  const worker = async () => {
    for (let moment = moments.pop(); moment !== undefined; moment = moments.pop()) {
      const after = await afterKill(moment, kept.newStore(moment.replaceAll(' ', '-')));
      expect(after).toEqual({ moment, killed: true, problems: [], exitCode: 0, digest });
    }
  };
  await Promise.all([worker(), worker()]);
}

function run(store: string, env: Record<string, string>) {
  return world.runWith(env, '--mode', 'parallel', '--store', store);
}

async function afterKill(moment: string, store: string) {
  const killed = await run(store, { INGEST_TEST_INTERRUPT: `SIGKILL ${moment}` });
  const problems = await problemsIn(store);
  const next = await run(store, {});
  return {
    moment,
    killed: killed.signal === 'SIGKILL',
    problems,
    exitCode: next.exitCode,
    digest: await world.digest(store),
  };
}

/** A run may die before there is a store. */
async function problemsIn(store: string): Promise<readonly string[]> {
  try {
    return (await checkStore(store.startsWith('postgres:') ? store : world.path(store))).problems;
  } catch (error) {
    if (IngestError.is(error) && error.code === 'STORE_UNAVAILABLE') return [];
    throw error;
  }
}

/** A third of them at requests, as far as there are so many, the others at statements; the same ones each time. */
function momentsOf(counts: Counts, { kills, whileMade, aroundStatement }: Kept): string[] {
  const next = pseudoRandom(20_261_125);
  const numbers = (most: number) => Array.from({ length: most }, (_, index) => index + 1);
  const atRequests = numbers(counts.request).flatMap((number) =>
    ['before', 'within', 'after'].map((when) => `${when} request ${number}`),
  );
  // Which source is stored first differs from run to run, and with it the last few statements.
  const atStatements = numbers(counts.statement - 10).flatMap((number) =>
    aroundStatement.map((when) => `${when} statement ${number}`),
  );
  const requests = shuffled(atRequests, next).slice(0, Math.floor(kills / 3));
  const others = shuffled(atStatements, next).filter((moment) => !whileMade.includes(moment));
  return [...requests, ...whileMade, ...others].slice(0, kills);
}

function shuffled<T>(values: readonly T[], next: () => number): T[] {
  return values
    .map((value) => ({ value, rank: next() }))
    .sort((left, right) => left.rank - right.rank)
    .map(({ value }) => value);
}

function pseudoRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
