// A process of its own that works with a store; started by start-process.ts. Says one JSON value a line.
import { createInterface } from 'node:readline';
import { IngestError, type PlacedPage, type Store } from '@ingest/core';
import { nothingConcluded, notification, numbered, page } from '../../src/conformance/build.js';
import { take } from '../../src/conformance/outbox-steps.js';
import { adding, opinion } from '../../src/conformance/statements.js';
import { createDynamoStore } from '../../src/dynamodb/index.js';
import { createPostgresStore } from '../../src/postgres/index.js';
import { createSqliteStore } from '../../src/sqlite/index.js';

const [action, path = '', times = '0'] = process.argv.slice(2);
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const say = (value: unknown) => process.stdout.write(`${JSON.stringify(value)}\n`);

/** A path is a file, a url is a server. */
function makeStore(): Store {
  if (path.startsWith('postgres:')) return createPostgresStore({ url: path });
  if (path.startsWith('dynamodb:')) return createDynamoStore({ url: path });
  return createSqliteStore({ path });
}

/** Pages of ten stories, the same in every process; whoever stores one announces it. */
async function commitPages(): Promise<void> {
  const store = makeStore();
  await store.open({ create: true });
  for (let part = 0; part < Number(times); part += 1) {
    const articles = Array.from({ length: 10 }, (_, index) => numbered(part * 10 + index));
    const conclude = ({ newStories }: PlacedPage) => ({
      ...nothingConcluded,
      notifications: newStories.length > 0 ? [notification({ eventId: `${process.pid}-${part}` })] : [],
    });
    const { newStories, duplicates } = await store.articles.commitPage(page(articles, { conclude }));
    say({ part, made: newStories.map(({ storyKey }) => storyKey), duplicates });
  }
  await store.close();
}

/** Claims whatever it gets, and adds to a count all processes share, in turns. */
async function takeAndCount(): Promise<void> {
  const store = makeStore();
  await store.open({ create: false });
  for (let turn = 0; turn < Number(times); turn += 1) {
    const taken = await take(store);
    const count = await store.registers.change('count', (before) => ({ after: Number(before) + 1, result: before }));
    say({ taken: taken?.eventId ?? null, count });
  }
  await store.close();
}

/** The same opinions in every process, on ten stories at a time. */
async function addOpinions(): Promise<void> {
  const store = makeStore();
  await store.open({ create: false });
  for (let part = 0; part < Number(times); part += 1) {
    const articles = Array.from({ length: 10 }, (_, index) => numbered(part * 10 + index));
    say({ part, added: await store.articles.addScores(articles.map((one) => adding(one, opinion(0.5)))) });
  }
  await store.close();
}

/** What opening comes to, for a run and for a reader. */
async function tryToOpen(): Promise<void> {
  for (const create of [true, false]) {
    const store = makeStore();
    try {
      await store.open({ create });
      const stories = await store.reading.countItems({});
      const committed = await store.articles.commitPage(page([numbered(99)])).then(
        () => 'ok',
        (thrown: unknown) => (IngestError.is(thrown) ? thrown.code : String(thrown)),
      );
      say({ create, stories, committed });
    } catch (thrown) {
      say({ create, code: IngestError.is(thrown) ? thrown.code : String(thrown) });
    }
    await store.close();
  }
}

say('ready');
await lines.next();
const actions: Readonly<Record<string, () => Promise<void>>> = {
  commit: commitPages,
  open: tryToOpen,
  take: takeAndCount,
  score: addOpinions,
};
await actions[action ?? '']?.();
process.exit();
