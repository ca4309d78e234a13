import { type Clock, type Redact, toIso } from '@ingest/core';
import type { RecordedCollection, RecordingMeta } from './har/entry.js';
import { toHarEntry } from './har/to-entry.js';
import { createHarFile } from './har/write-file.js';
import { toRequestFacts } from './request-facts.js';
import { type WatchedExchange, watchExchange } from './watch-exchange.js';

export interface RecorderOptions {
  /** The file to be written, which must not be there yet; its directory must. While it is written it is called `path.part`. */
  readonly path: string;
  /** The clock of the run. */
  readonly clock: Clock;
  /** Takes secrets out of texts. Headers and parameters that are secret by their name are left out without it. */
  readonly redact: Redact;
  /** What a replay has to know of the run. */
  readonly meta: Pick<RecordingMeta, 'mode' | 'sources' | 'tickers' | 'reading'>;
}

/** Writes down what is exchanged with sources in one run, as HAR 1.2. */
export interface Recorder {
  /** A `fetch` that does what the given one does, and records it as an exchange of the source. */
  fetchFor(source: string, fetch: typeof globalThis.fetch): typeof globalThis.fetch;
  /** Notes which stretch a collection of the run reads, so that a replay reads the same. */
  note(collection: RecordedCollection): void;
  /**
   * Ends the recording: exchanges that are still under way are written down as far as they came, and the file gets its
   * name. May be called again. Rejects with CONFIG_INVALID when something could not be written: a full disk does no harm to
   * the run, and is told here.
   */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Opens a recording for writing. Rejects with CONFIG_INVALID, naming the file, when it is there or cannot be written. */
export async function createRecorder({ path, clock, redact, meta }: RecorderOptions): Promise<Recorder> {
  const file = await createHarFile(path, { version: 1, ...meta, startedAt: toIso(clock.now()) });
  const underWay = new Set<WatchedExchange>();
  const collections: RecordedCollection[] = [];
  let closing: Promise<void> | null = null;

  async function finish(): Promise<void> {
    await Promise.all([...underWay].map((exchange) => exchange.leave()));
    await file.close(collections);
  }

  const close = () => {
    closing ??= finish();
    return closing;
  };
  return {
    fetchFor: (source, fetch) => async (input, init) => {
      const request = toRequestFacts(input, init);
      // Nothing is sent for these; after the end nothing is recorded.
      if (closing !== null || request.signal?.aborted || !URL.canParse(request.url)) return fetch(input, init);
      const exchange = watchExchange({
        source,
        request,
        clock,
        onEnd: (seen) => {
          underWay.delete(exchange);
          return file.append(toHarEntry(seen, redact));
        },
      });
      underWay.add(exchange);
      try {
        return exchange.answered(await fetch(input, init));
      } catch (error) {
        await exchange.failed(error);
        throw error;
      }
    },
    note: (collection) => collections.push(collection),
    close,
    [Symbol.asyncDispose]: close,
  };
}
