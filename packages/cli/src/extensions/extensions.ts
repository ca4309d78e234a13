import type { StoreSettings } from '@ingest/core';
import { shownStoreUrl } from '@ingest/storage';
import type { KnownSource } from '../built-in.js';

/** A source, sink or store from outside, found and not loaded yet. */
export interface Extension {
  /** As the configuration names it. */
  readonly use: string;
  /** Where its module is. */
  readonly url: string;
}

/** A store from outside, as a command opens it. */
export interface ForeignStore extends Extension {
  /** Handed over as they are; any of them may be a secret. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Whether the configuration file names it, so that other commands find it too. */
  readonly isConfigured: boolean;
}

/** A scorer from outside. */
export interface ForeignScorer extends Extension {
  /** Handed over as they are; any of them may be a secret. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** Where the news is kept: a url or the path of a file, or a store from outside. */
export type ChosenStore = string | ForeignStore;

/** The sources, sinks and the scorer of a configuration that do not come with this program. */
export interface Extensions {
  /** Loaded, by the name of their entry; those that are not enabled are left out. */
  readonly sources: ReadonlyMap<string, KnownSource>;
  /** By the name or path in `use`. */
  readonly sinks: ReadonlyMap<string, Extension>;
  /** Null for one that is built in. */
  readonly scorer: ForeignScorer | null;
}

export const noExtensions: Extensions = { sources: new Map(), sinks: new Map(), scorer: null };

/** A store in one word, for people. */
export function storeName(store: ChosenStore | StoreSettings): string {
  return typeof store === 'string' ? shownStoreUrl(store) : store.use;
}
