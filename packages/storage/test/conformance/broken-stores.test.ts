import type { Store } from '@ingest/core';
import { describe, expect, test } from 'vitest';
import { reopening, type StoreSubject, storeCases } from '../../src/conformance/index.js';
import { createMemoryData, createMemoryStore, type MemoryData } from '../../src/memory/index.js';

interface Broken {
  /** What is wrong with it. */
  readonly how: (store: Store, data: MemoryData) => Partial<Store>;
  /** Cases that have to find it out. */
  readonly foundBy: readonly string[];
}

const broken: Readonly<Record<string, Broken>> = {
  'stores a page before it is concluded, and leaves it there': {
    how: ({ articles }) => ({
      articles: {
        ...articles,
        async commitPage(commit) {
          const { event, ...nothing } = { event: null, state: null, watermarks: [], openedGaps: [], closedGapIds: [] };
          const placed = await articles.commitPage({ ...commit, conclude: () => ({ event, ...nothing }) });
          await articles.commitPage({
            ...commit,
            articles: [],
            quarantine: [],
            conclude: () => commit.conclude(placed),
          });
          return placed;
        },
      },
    }),
    foundBy: [
      'nothing is stored when the conclusion throws, and its error comes through as it is',
      'an event that is stored already is a conflict, and nothing of the page is stored',
    ],
  },
  'lets anybody write': {
    how: ({ articles }) => ({
      articles: { ...articles, commitPage: (commit) => articles.commitPage({ ...commit, lease: null }) },
    }),
    foundBy: ['nothing is stored under a lease that another took, was released, or never was'],
  },
  'counts leases from one again once they are free': {
    how: ({ leases }, data) => ({
      leases: {
        ...leases,
        async release(token) {
          await leases.release(token);
          if (data.leases.get(token.name)?.held === null) data.leases.delete(token.name);
        },
      },
    }),
    foundBy: ['a released lease is free at once, and its number goes on growing'],
  },
  'believes a clock that was ahead': {
    how: ({ leases }) => ({
      leases: {
        ...leases,
        take: (name, owner, term, evenFrom) =>
          leases.take(name, owner, { ...term, from: Number.NEGATIVE_INFINITY }, evenFrom),
      },
    }),
    foundBy: ['a lease taken by a clock that was ahead is over before its beginning'],
  },
  'forgets what it prunes': {
    how: ({ maintenance }, data) => ({
      maintenance: {
        ...maintenance,
        async prune(options) {
          const pruned = await maintenance.prune(options);
          for (const [key, story] of [...data.stories]) {
            if (story !== null) continue;
            data.stories.delete(key);
            for (const identity of data.carriers.get(key) ?? []) data.articles.delete(identity);
            for (const [alias, to] of [...data.keys]) if (to === key) data.keys.delete(alias);
          }
          return pruned;
        },
      },
    }),
    foundBy: ['a pruned story is gone, and one read again is a duplicate that is not stored'],
  },
  'lists the oldest news first': {
    how: ({ reading }) => ({
      reading: {
        ...reading,
        async *items({ limit, ...query }) {
          const items = [];
          for await (const item of reading.items(query)) items.push(item);
          yield* items.reverse().slice(0, limit);
        },
      },
    }),
    foundBy: ['items come newest first, those of one instant by their keys', 'a limit takes the newest'],
  },
  'is open for ever': {
    how: () => ({ close: async () => {} }),
    foundBy: ['every operation of a closed store rejects with STORE_CLOSED'],
  },
  'rounds times to seconds': {
    how: ({ reading }) => ({
      reading: {
        ...reading,
        async *stories() {
          for await (const story of reading.stories())
            yield { ...story, publishedAt: story.publishedAt.replace(/\.\d+Z/, '.000Z') };
        },
      },
    }),
    foundBy: [
      'a new article becomes a story with everything that it carries',
      'the digest is that of the articles, in whatever order and pages they came',
    ],
  },
};

describe('the suite', () => {
  test.each(Object.entries(broken))('finds out a store that %s', async (_, { how, foundBy }) => {
    const failed = await failures(() => {
      const data = createMemoryData();
      return {
        connect() {
          const store = createMemoryStore({ data });
          return { ...store, ...how(store, data) };
        },
      };
    });
    expect(failed).toEqual(expect.arrayContaining([...foundBy]));
  });

  test('finds out a store that keeps its data in the handle', async () => {
    const forgetful = () => ({ connect: () => createMemoryStore() });
    expect(await failures(() => reopening(forgetful()))).toContain(
      'a lease that is held is refused, with all that is known of its holder',
    );
    expect(await failures(forgetful)).toContain(
      'what one store wrote is there for the next one, and for one beside it',
    );
  });

  test('finds nothing wrong with a store that is right', async () => {
    const right = () => {
      const data = createMemoryData();
      return { connect: () => createMemoryStore({ data }) };
    };
    expect(await failures(right)).toEqual([]);
  });
});

/** The names of the cases that fail. */
async function failures(makeSubject: () => StoreSubject): Promise<string[]> {
  const failed: string[] = [];
  for (const { name, run } of storeCases) {
    await run(makeSubject()).catch(() => failed.push(name));
  }
  return failed;
}
