import type { Sink } from '../contracts/sink.js';
import { drain } from '../delivery/drain.js';
import type { Drained } from '../delivery/drain-sink.js';
import { IngestError } from '../errors/ingest-error.js';
import { tellAll } from '../events.js';
import type { RunReport } from '../model/run-report.js';
import { MINUTE_MS } from '../time/instant.js';
import { Alerting } from './alerting.js';
import { type Reading, resumed } from './reading.js';
import { runOnce } from './run.js';
import { type IngestOptions, toSettings } from './settings.js';

export interface Ingest {
  /**
   * One pass over all tickers. A failing source, store or recording is in the report, not a rejection; rejects with
   * CONFIG_INVALID when no source has its key. An abort of the signal ends every wait at once.
   */
  run(options?: { readonly signal?: AbortSignal }): Promise<RunReport>;
  /** Delivers what is due at one sink, for whoever delivers beside collecting. Rejects with errors of the store. */
  deliver(sink: Sink, options?: { readonly signal?: AbortSignal }): Promise<Drained>;
  /** Looks whether something is wrong between two runs, and keeps what people are told. Rejects with errors of the store. */
  look(): Promise<void>;
}

/** Whoever delivers beside collecting has time: long enough that no try is cut off for want of it. */
const besideBudgetMs = 10 * MINUTE_MS;

/** Puts sources, a store and a clock together into something that runs. Throws a RangeError for an option that cannot be. */
export function createIngest(options: IngestOptions): Ingest {
  const settings = toSettings(options);
  return {
    deliver(sink, { signal } = {}) {
      const { store, deliveryClock: clock, chance, onEvent, redact } = settings;
      const { outbox, registers } = store;
      const options = { outbox, registers, sinks: [sink], clock, chance, onEvent, redact, budgetMs: besideBudgetMs };
      return drain({ ...options, ...(signal && { signal }) });
    },
    async look() {
      await new Alerting(settings).look(settings.store.registers);
    },
    async run({ signal } = {}) {
      const controller = new AbortController();
      const onAbort = () => controller.abort(abortedError(settings.reading));
      if (signal?.aborted) onAbort();
      else signal?.addEventListener('abort', onAbort, { once: true });
      try {
        const onEvent = tellAll([settings.onEvent]);
        return await runOnce({ settings: { ...settings, onEvent }, signal: controller.signal });
      } finally {
        signal?.removeEventListener('abort', onAbort);
      }
    },
  };
}

function abortedError({ kind }: Reading): IngestError {
  return new IngestError('ABORTED', 'the run was stopped before it was done', {
    hint: `whole pages are stored; ${kind === 'range' ? resumed : 'the next run reads the rest'}`,
  });
}
