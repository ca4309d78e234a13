import { settings } from '@ingest/core';
import { type ChosenStore, storeName } from '../extensions/extensions.js';

/**
 * A text in which the commands that look at collections name the store that holds them, unless they find it by themselves or
 * it is gone with the process.
 */
export function nameStore(text: string, chosen: ChosenStore): string {
  if (chosen === defaultStore || chosen === 'memory:') return text;
  if (typeof chosen !== 'string' && chosen.isConfigured) return text;
  const store = storeName(chosen);
  return text.replace(/\bingest events(?: --rejected)?\b/g, (command) => `${command} --store ${forShell(store)}`);
}

const defaultStore = settings.shape.store.parse(undefined);

function forShell(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
