import { settings } from '@ingest/core';

/**
 * A text in which the commands that look at collections name the store that holds them, unless they find it by themselves or
 * it is gone with the process.
 */
export function nameStore(text: string, store: string): string {
  if (store === defaultStore || store === 'memory:') return text;
  return text.replace(/\bingest events(?: --rejected)?\b/g, (command) => `${command} --store ${forShell(store)}`);
}

const defaultStore = settings.shape.store.parse(undefined);

function forShell(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
