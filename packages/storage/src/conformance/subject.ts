import type { Store } from '@ingest/core';
import type { ConformanceCase } from '@ingest/core/testing';

/** Where a case works: nothing is stored there when it begins. */
export interface StoreSubject {
  /** A store that is not opened yet; all stores of one subject work on the same data, as processes on one database do. */
  connect(): Store;
}

/** One rule that every store keeps. */
export type StoreCase = ConformanceCase<StoreSubject>;

/** Opens a store, works with it, lets it check itself, and closes it, whatever happens. */
export async function withStore<T>({ connect }: StoreSubject, work: (store: Store) => Promise<T>): Promise<T> {
  const store = connect();
  await store.open({ create: true });
  try {
    const result = await work(store);
    const { problems } = await store.maintenance.check();
    if (problems.length > 0) throw new Error(`the store finds itself broken: ${problems.join('; ')}`);
    return result;
  } finally {
    await store.close();
  }
}

/** A case that works with one open store. */
export function onStore(name: string, work: (store: Store) => Promise<void>): StoreCase {
  return { name, run: (subject) => withStore(subject, work) };
}
