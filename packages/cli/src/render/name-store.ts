import { settings } from '@ingest/core';
import { type ChosenStore, storeName } from '../extensions/extensions.js';

/**
 * A text in which the commands that look at collections name the store that holds them, unless they find it by themselves or
 * it is gone with the process.
 */
export function nameStore(text: string, chosen: ChosenStore): string {
  if (chosen === defaultStore || chosen === 'memory:') return text;
  if (typeof chosen !== 'string' && chosen.isConfigured) return text;
  return text.replace(/\bingest events(?: --rejected)?\b/g, (command) => `${command} --store ${storeForShell(chosen)}`);
}

const defaultStore = settings.shape.store.parse(undefined);

/** A store as it is typed behind `--store`, without a password. */
export function storeForShell(chosen: ChosenStore): string {
  const text = storeName(chosen);
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
