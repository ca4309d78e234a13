import type { Redact, Sink } from '@ingest/core';

/** What is handed to every sink beside its own options. */
export interface SinkServices {
  readonly redact: Redact;
}

export interface BuiltInSink {
  /** Options whose values must never be seen. */
  readonly secretOptions: readonly string[];
  /** Loads the sink and makes it. Rejects with CONFIG_INVALID for a bad option; opens nothing. */
  create(options: Readonly<Record<string, unknown>>, services: SinkServices): Promise<Sink>;
}

/** The sinks that come with this package, by name. Nothing of a sink is loaded before it is chosen. */
export const builtInSinks = {
  webhook: {
    secretOptions: ['secret', 'url', 'headers'],
    async create(options, { redact }) {
      const { createSink } = await import('./sinks/webhook/index.js');
      return createSink({ ...(options as unknown as Parameters<typeof createSink>[0]), redact });
    },
  },
  file: {
    secretOptions: [],
    async create(options) {
      const { createSink } = await import('./sinks/file/index.js');
      return createSink(options as unknown as Parameters<typeof createSink>[0]);
    },
  },
} as const satisfies Record<string, BuiltInSink>;

export type BuiltInSinkName = keyof typeof builtInSinks;
