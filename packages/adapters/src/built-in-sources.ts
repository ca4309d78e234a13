import type { Source } from '@ingest/core';
import { type SourceFacts, sourceFacts } from './sources/facts.js';
import type { SourceOptions } from './sources/source-options.js';

/** What the module of a source exports. */
export interface SourceModule {
  /** Throws CONFIG_INVALID for a bad option; opens nothing. */
  createSource(options?: SourceOptions): Source;
}

export interface BuiltInSource extends SourceFacts {
  load(): Promise<SourceModule>;
}

/** The sources that come with this package, by name. Nothing of a source is loaded before its `load` is called. */
export const builtInSources = {
  tiingo: { ...sourceFacts.tiingo, load: () => import('./sources/tiingo/index.js') },
  finnhub: { ...sourceFacts.finnhub, load: () => import('./sources/finnhub/index.js') },
  alphavantage: { ...sourceFacts.alphavantage, load: () => import('./sources/alphavantage/index.js') },
  marketaux: { ...sourceFacts.marketaux, load: () => import('./sources/marketaux/index.js') },
  polygon: { ...sourceFacts.polygon, load: () => import('./sources/polygon/index.js') },
  rss: { ...sourceFacts.rss, load: () => import('./sources/rss/index.js') },
} as const satisfies Record<string, BuiltInSource>;

export type BuiltInSourceName = keyof typeof builtInSources;
