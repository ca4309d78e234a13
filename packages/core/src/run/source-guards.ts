import type { CollectionResult } from '../collect/collection-types.js';
import type { RegisterStore } from '../contracts/registers.js';
import type { Source } from '../contracts/source.js';
import type { IngestError } from '../errors/ingest-error.js';
import type { CollectionEvent } from '../model/collection-event.js';
import { endsOf } from '../resilience/refused-ticker.js';
import { SourceGuard } from '../resilience/source-guard.js';
import { toIso } from '../time/instant.js';
import type { IngestSettings } from './settings.js';
import { sourceFailure } from './source-failure.js';

export interface SourceGuardsOptions {
  readonly settings: Pick<
    IngestSettings,
    'sources' | 'tickers' | 'reading' | 'clock' | 'onEvent' | 'batching' | 'share'
  >;
  readonly runId: string;
  readonly registers: RegisterStore;
}

/** The guards of a run, one for each of its sources. */
export class SourceGuards {
  private readonly bySource = new Map<string, SourceGuard>();

  constructor(options: SourceGuardsOptions) {
    for (const source of options.settings.sources) this.bySource.set(source.name, guardOf(source, options));
  }

  /** Reads how the sources stand before any is asked. */
  async load(): Promise<void> {
    for (const guard of this.bySource.values()) await guard.load();
  }

  of(source: string): SourceGuard {
    const guard = this.bySource.get(source);
    if (guard === undefined) throw new RangeError(`no source ${source}`);
    return guard;
  }

  /** The run is over: tells each breaker whether its source failed in it. `isWhole`: it was not broken off. */
  async endRun(collections: readonly CollectionEvent[], isWhole: boolean): Promise<void> {
    for (const [name, guard] of this.bySource) {
      const failure = isWhole ? sourceFailure(name, collections) : null;
      await guard.endRun(failure?.errorCode ?? null);
    }
  }
}

/** What a collection means for its source, beside what its own error does: why it is not asked again, or null. */
export async function settleCollection(
  source: Pick<Source, 'capabilities'>,
  guard: Pick<SourceGuard, 'isProbing' | 'giveBackProbe' | 'settle'>,
  { event, error, trouble }: Pick<CollectionResult, 'event' | 'error' | 'trouble'>,
): Promise<IngestError | null> {
  // Silence where there should be news is neither a success nor a failure; a probe was the one batch that may go all the same.
  if (event.outcome === 'suspicious') return guard.isProbing ? guard.giveBackProbe() : null;
  await guard.settle(event.success, error);
  if (trouble === null || endsOf(source, trouble.code) !== 'source' || trouble.code === 'TIMEOUT') return null;
  await guard.settle(false, trouble);
  return trouble;
}

function guardOf(source: Source, { settings, runId, registers }: SourceGuardsOptions): SourceGuard {
  const { tickers, reading, clock, onEvent, batching, share } = settings;
  return new SourceGuard({
    source,
    registers,
    clock,
    run: share === null ? undefined : `${share.slot}/${share.attempt}`,
    wasAsked: batching.wasAsked?.(source.name) ?? false,
    // What a back-fill is resumed for may be nothing but the tickers that were refused before.
    refusalsToOpen: reading.kind === 'range' ? Number.POSITIVE_INFINITY : Math.min(2, tickers.length),
    onBreaker: (from, to) =>
      onEvent({
        type: 'breaker:changed',
        runId,
        at: toIso(clock.now()),
        source: source.name,
        from: from.kind,
        to: to.kind,
      }),
  });
}
