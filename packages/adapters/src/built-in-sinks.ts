import type { Sink } from '@ingest/core';
import type { SinkServices } from './sinks/services.js';

/** What the module of a sink exports. */
export interface SinkModule {
  /** Throws CONFIG_INVALID for a bad option; opens nothing. */
  createSink(options: unknown, services?: SinkServices): Sink;
}

export interface BuiltInSink {
  /** Options that may be seen. All others may be secrets. */
  readonly shownOptions: readonly string[];
  load(): Promise<SinkModule>;
}

/** The sinks that come with this package, by name. Nothing of a sink is loaded before its `load` is called. */
export const builtInSinks = {
  webhook: { shownOptions: ['name', 'timeoutMs'], load: () => import('./sinks/webhook/index.js') },
  file: { shownOptions: ['name', 'path'], load: () => import('./sinks/file/index.js') },
} as const satisfies Record<string, BuiltInSink>;

export type BuiltInSinkName = keyof typeof builtInSinks;
