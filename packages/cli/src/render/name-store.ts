import { settings } from '@ingest/core';
import { shownStoreUrl } from '@ingest/storage';

/**
 * A text in which the commands that look at collections name the store that holds them, unless they find it by themselves or
 * it is gone with the process.
 */
export function nameStore(text: string, store: string): string {
  if (store === defaultStore || store === 'memory:') return text;
  return text.replace(/\bingest events(?: --rejected)?\b/g, (command) => `${command} --store ${storeForShell(store)}`);
}

const defaultStore = settings.shape.store.parse(undefined);

/** The url of a store as it is typed behind `--store`, without a password. */
export function storeForShell(store: string): string {
  return forShell(shownStoreUrl(store));
}

function forShell(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
