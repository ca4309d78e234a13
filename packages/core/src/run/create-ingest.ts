import { IngestError } from '../errors/ingest-error.js';
import { tellAll } from '../events.js';
import type { RunReport } from '../model/run-report.js';
import { type Reading, resumed } from './reading.js';
import { runOnce } from './run.js';
import { type IngestOptions, toSettings } from './settings.js';

export interface Ingest {
  /**
   * One pass over all tickers. A failing source, store or recording is in the report, not a rejection; rejects with
   * CONFIG_INVALID when no source has its key. An abort of the signal ends every wait at once.
   */
  run(options?: { readonly signal?: AbortSignal }): Promise<RunReport>;
}

/** Puts sources, a store and a clock together into something that runs. Throws a RangeError for an option that cannot be. */
export function createIngest(options: IngestOptions): Ingest {
  const settings = toSettings(options);
  return {
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
