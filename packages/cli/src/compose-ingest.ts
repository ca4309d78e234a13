import {
  createIngest,
  type EventReader,
  type Ingest,
  type IngestOptions,
  type Scorer,
  type Source,
  type Store,
  systemClock,
} from '@ingest/core';
import { redactorOf } from './compose.js';
import { composeMarket } from './compose-market.js';
import type { ComposedSinks } from './compose-sinks.js';
import type { LoadedSettings } from './config/load.js';
import { processIdentity } from './process-identity.js';

/** What was made of the settings, each by its own room. */
export interface Parts {
  readonly sources: readonly Source[];
  readonly sinks: ComposedSinks;
  /** Null: nothing is scored. */
  readonly scorer: Scorer | null;
  /** Open; it stays the caller's. */
  readonly store: Store;
  readonly onEvent: EventReader;
}

/** The settings as a running whole on the machine's clock; `changes` are what one command does otherwise. */
export function composeIngest(loaded: LoadedSettings, parts: Parts, changes: Partial<IngestOptions> = {}): Ingest {
  const { tickers, mode } = loaded.settings;
  const { sources, sinks, scorer, store, onEvent } = parts;
  return createIngest({
    tickers,
    sources,
    store,
    clock: systemClock(),
    mode,
    redact: redactorOf(loaded),
    onEvent,
    identity: processIdentity(),
    scorer,
    sinks: sinks.news,
    alertSinks: sinks.alerts,
    market: composeMarket(loaded),
    ...changes,
  });
}
