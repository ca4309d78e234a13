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
  /** Whether it writes to stdout, where nothing else may be written then. */
  readonly ownsStdout?: true;
  load(): Promise<SinkModule>;
}

/** The sinks that come with this package, by name. Nothing of a sink is loaded before its `load` is called. */
export const builtInSinks = {
  webhook: { shownOptions: ['name', 'timeoutMs'], load: () => import('./sinks/webhook/index.js') },
  slack: { shownOptions: ['name', 'timeoutMs'], load: () => import('./sinks/slack/index.js') },
  redis: {
    shownOptions: ['name', 'stream', 'maxLen', 'timeoutMs'],
    load: () => import('./sinks/redis/index.js'),
  },
  nats: {
    shownOptions: ['name', 'subject', 'alertSubject', 'timeoutMs'],
    load: () => import('./sinks/nats/index.js'),
  },
  sns: {
    shownOptions: ['name', 'topic', 'region', 'endpoint', 'messageGroupId', 'timeoutMs'],
    load: () => import('./sinks/sns/index.js'),
  },
  file: { shownOptions: ['name', 'path'], load: () => import('./sinks/file/index.js') },
  stdout: { shownOptions: ['name'], ownsStdout: true, load: () => import('./sinks/stdout/index.js') },
} as const satisfies Record<string, BuiltInSink>;

export type BuiltInSinkName = keyof typeof builtInSinks;
