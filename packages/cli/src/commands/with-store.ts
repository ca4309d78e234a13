import type { Store } from '@ingest/core';
import { halfCopyWords, openStore } from '../compose.js';
import { loadSettings, type SettingFlags } from '../config/load.js';
import type { ChosenStore } from '../extensions/extensions.js';
import { createOutput, type Output, type OutputOptions } from '../output.js';

export interface StoreFlags extends Pick<SettingFlags, 'config' | 'store'>, OutputOptions {}

/** Opens the store that is configured, does the work and closes it again. `create`: one that is not there yet is made. */
export async function withStore(
  flags: StoreFlags,
  work: (store: Store, output: Output, chosen: ChosenStore) => Promise<number>,
  { create = false }: { readonly create?: boolean } = {},
): Promise<number> {
  const output = createOutput(flags);
  const { settings } = await loadSettings(flags);
  return withStoreAt(settings.store, (store) => work(store, output, settings.store), { create });
}

/** The same for a store whose address is known. Says on stderr when it holds but a part of another one. */
export async function withStoreAt<Result>(
  chosen: ChosenStore,
  work: (store: Store) => Promise<Result>,
  { create = false }: { readonly create?: boolean } = {},
): Promise<Result> {
  const store = await openStore(chosen, create);
  try {
    const half = await halfCopyWords(store);
    if (half !== null) createOutput({}).note(`! ${half}: ingest db copy goes on with it`);
    return await work(store);
  } finally {
    await store.close();
  }
}
