import { resolve } from 'node:path';
import { IngestError } from '@ingest/core';
import { createMemoryStore } from '@ingest/storage/memory';
import { createJournal } from './journal.mjs';
import { withLock } from './lock.mjs';
import { doAgain, steps, toLine } from './steps.mjs';

/**
 * A store in one file of JSON lines: a journal of everything that was written. What it holds is kept in memory as well, made
 * from the journal when the store is opened, and brought up to date with what others wrote before every operation.
 */
export function createStore({ path = 'ingest.jsonl' } = {}) {
  const location = resolve(path);
  const journal = createJournal(location);
  let state = 'new';
  let memory = null;
  let turn = Promise.resolve();

  const assertOpen = () => {
    if (state !== 'open')
      throw new IngestError('STORE_CLOSED', `the store ${location} is not open`, { hint: 'open it first' });
  };

  /** One after the other: a step that is half done must not be seen. */
  const inTurn = (work) => {
    const done = turn.then(work);
    turn = done.catch(() => {});
    return done;
  };

  const catchUp = async () => {
    try {
      if (memory === null) {
        memory = createMemoryStore();
        await memory.open({ create: true });
        journal.rewind();
      }
      for (const step of journal.readNew()) await doAgain(memory, step);
      return memory;
    } catch (error) {
      // Half of the journal is no store: the next operation begins with the first step again, and finds the same.
      memory = null;
      throw error.syscall === undefined ? corrupt(location, error) : failed(location, error);
    }
  };

  const read = async (work) => {
    assertOpen();
    return inTurn(async () => work(await catchUp()));
  };

  async function* stream(rows) {
    yield* await read(rows);
  }

  /** Does a step and writes it down. `work` gives what the caller is told, and the step, or null when nothing changed. */
  const write = async (work) => {
    assertOpen();
    return inTurn(() =>
      withLock(`${location}.lock`, async () => {
        const { result, step } = await work(await catchUp());
        if (step === null) return result;
        try {
          journal.write(step);
          return result;
        } catch (error) {
          // What is in memory never happened: the next operation begins with what the journal says.
          memory = null;
          throw failed(location, error);
        }
      }),
    );
  };

  /** An operation that answers the same when it is done again. `changes`: whether an answer means that something changed. */
  const plain =
    (name, changes = () => true) =>
    (...asked) =>
      write(async (store) => {
        const result = await steps[name](store, asked);
        return { result, step: changes(result) ? [name, asked] : null };
      });

  return {
    capabilities: { ...createMemoryStore().capabilities, backsUpToFile: true },
    location,

    async open({ create }) {
      if (state !== 'new') throw new TypeError(`the store ${location} was opened before`);
      if (!journal.exists() && !create)
        throw new IngestError('STORE_UNAVAILABLE', `could not open the store ${location}: there is none`, {
          hint: 'check the path; a run makes the file',
        });
      try {
        await withLock(`${location}.lock`, async () => journal.begin());
      } catch (error) {
        throw IngestError.is(error) ? error : failed(location, error);
      }
      state = 'open';
    },
    async close() {
      state = 'closed';
      await turn;
      memory = null;
    },

    articles: {
      commitPage: ({ conclude, ...commit }) =>
        write(async (store) => {
          let conclusion;
          const result = await store.articles.commitPage({
            ...commit,
            conclude(placed) {
              conclusion = conclude(placed);
              return conclusion;
            },
          });
          return { result, step: ['commitPage', [toLine(commit), conclusion]] };
        }),
      addScores: plain('addScores', (added) => added > 0),
      lookup: (articles) => read((store) => store.articles.lookup(articles)),
      holdsAny: (...asked) => read((store) => store.articles.holdsAny(...asked)),
    },
    state: {
      sources: () => read((store) => store.state.sources()),
      watermarks: (source) => read((store) => store.state.watermarks(source)),
      gaps: (source) => read((store) => store.state.gaps(source)),
    },
    leases: {
      take: plain('take', ({ taken }) => taken),
      renew: plain('renew'),
      release: plain('release'),
    },
    registers: {
      list: (prefix) => read((store) => store.registers.list(prefix)),
      change: (name, decide) =>
        write(async (store) => {
          let step = null;
          const result = await store.registers.change(name, (before) => {
            const changed = decide(before);
            if (changed.after !== before) step = ['register', [name, changed.after]];
            return changed;
          });
          return { result, step };
        }),
    },
    outbox: {
      add: plain('add'),
      take: plain('takeDelivery', (taken) => taken !== null),
      settle: plain('settle', (isSettled) => isSettled),
      list: (query) => stream((store) => store.outbox.list(query)),
      queues: () => read((store) => store.outbox.queues()),
      retry: plain('retry'),
      drop: plain('drop'),
    },
    incidents: {
      change: (decide) =>
        write(async (store) => {
          let step = null;
          const result = await store.incidents.change((open) => {
            const { incidents, notifications, result: answer } = decide(open);
            if (incidents.length + notifications.length > 0) step = ['incidents', [{ incidents, notifications }]];
            return { incidents, notifications, result: answer };
          });
          return { result, step };
        }),
      list: (query) => stream((store) => store.incidents.list(query)),
    },
    reading: {
      items: (query) => stream((store) => store.reading.items(query)),
      countItems: (query) => read((store) => store.reading.countItems(query)),
      events: (query) => stream((store) => store.reading.events(query)),
      quarantine: (query) => stream((store) => store.reading.quarantine(query)),
      countNewStories: (...asked) => read((store) => store.reading.countNewStories(...asked)),
      countEventsEver: () => read((store) => store.reading.countEventsEver()),
      stories: () => stream((store) => store.reading.stories()),
      find: (text) => read((store) => store.reading.find(text)),
      histories: (storyKeys) => read((store) => store.reading.histories(storyKeys)),
      anchors: (places) => read((store) => store.reading.anchors(places)),
      collisions: (since) => read((store) => store.reading.collisions(since)),
    },
    maintenance: {
      check: () => read((store) => store.maintenance.check()),
      backup: (target) => read(() => withLock(`${location}.lock`, async () => journal.copyTo(target))),
      prune: plain('prune'),
    },
  };
}

function failed(location, cause) {
  const code = cause.code === 'ENOSPC' ? 'STORE_FULL' : 'STORE_UNAVAILABLE';
  return new IngestError(code, `the store ${location} cannot be read or written: ${cause.message}`, { cause });
}

function corrupt(location, cause) {
  return new IngestError(
    'STORE_CORRUPT',
    `the store ${location} holds a step that cannot be done again: ${cause.message}`,
    {
      cause,
      hint: 'put a backup of it in its place, or take the line out of it and lose what it wrote',
    },
  );
}
