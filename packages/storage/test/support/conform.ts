import type { Store } from '@ingest/core';
import { describe, expect, test } from 'vitest';
import { reopening, type StoreCase, type StoreSubject } from '../../src/conformance/index.js';
import { createMemoryData, createMemoryStore, type MemoryData } from '../../src/memory/index.js';

/** Runs cases on fresh stores, and on ones that are opened again before every operation. */
export function conform(cases: readonly StoreCase[], makeSubject: () => StoreSubject): void {
  describe('a fresh store', () => {
    for (const { name, run } of cases) test(name, () => run(makeSubject()));
  });
  describe('a store opened again before every operation', () => {
    for (const { name, run } of cases) test(name, () => run(reopening(makeSubject())));
  });
}

/** A store with something wrong, as changes to the reference implementation. */
export interface BrokenStore {
  readonly how: (store: Store, data: MemoryData) => Partial<Store>;
  /** Names of the cases that have to find it out. */
  readonly foundBy: readonly string[];
}

type Room = Exclude<keyof Store, 'capabilities' | 'location' | 'open' | 'close'>;

/** A store that does one thing of one room otherwise. */
export function otherwise<Name extends Room>(
  room: Name,
  how: (right: Store[Name], data: MemoryData) => Partial<Store[Name]>,
  ...foundBy: readonly string[]
): BrokenStore {
  return { how: (store, data) => ({ [room]: { ...store[room], ...how(store[room], data) } }), foundBy };
}

/** Rows that were changed as a whole on their way. */
export async function* collected<T>(rows: AsyncIterable<T>, change: (rows: T[]) => T[]): AsyncGenerator<T> {
  const list: T[] = [];
  for await (const row of rows) list.push(row);
  yield* change(list);
}

/** Shows that the named cases fail on stores that are broken on purpose, and that none fails on one that is right. */
export function findOut(cases: readonly StoreCase[], broken: Readonly<Record<string, BrokenStore>>): void {
  test.each(Object.entries(broken))('finds out a store that %s', async (_, { how, foundBy }) => {
    const named = cases.filter(({ name }) => foundBy.includes(name));
    const failed = await failuresOf(named, () => {
      const data = createMemoryData();
      return {
        connect() {
          const store = createMemoryStore({ data });
          return { ...store, ...how(store, data) };
        },
      };
    });
    expect([...failed].sort()).toEqual([...foundBy].sort());
  });

  test('finds nothing wrong with a store that is right', async () => {
    const failed = await failuresOf(cases, () => {
      const data = createMemoryData();
      return { connect: () => createMemoryStore({ data }) };
    });
    expect(failed).toEqual([]);
  });
}

/** The names of the cases that fail. */
export async function failuresOf(cases: readonly StoreCase[], makeSubject: () => StoreSubject): Promise<string[]> {
  const failed: string[] = [];
  for (const { name, run } of cases) await run(makeSubject()).catch(() => failed.push(name));
  return failed;
}
