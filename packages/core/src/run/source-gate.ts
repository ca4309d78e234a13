import { type Clock, type Elapsed, millisecondsBetween } from '../contracts/clock.js';
import type { Source } from '../contracts/source.js';
import { dispositionOf } from '../errors/codes.js';
import type { IngestError } from '../errors/ingest-error.js';
import { SourceError } from '../errors/source-error.js';

/**
 * Whether a source may be asked in this run.
 *
 * - `untried`: its first batch goes alone. Answered, the source becomes `answered`; failed for a reason that concerns the
 *   batch alone, one more goes alone inside the same time; failed again, or for another reason, it becomes `ended`.
 * - `answered`: batches go side by side; a failure that concerns the source ends it.
 * - `ended`: it is not asked again in this run, and what is under way is aborted. A dead source costs its time once.
 */
type GateState =
  | { readonly kind: 'untried'; readonly firstAskedAt: Elapsed | null; readonly strikes: number }
  | { readonly kind: 'answered' }
  | { readonly kind: 'ended'; readonly error: IngestError };

export class SourceGate {
  readonly source: Source;
  private readonly clock: Clock;
  private readonly controller = new AbortController();
  private state: GateState = { kind: 'untried', firstAskedAt: null, strikes: 0 };
  private underWay = 0;

  constructor(source: Source, clock: Clock) {
    this.source = source;
    this.clock = clock;
    if (source.credential !== null && source.credential.keyId === null) {
      this.state = { kind: 'ended', error: notConfigured(source.name, source.credential.variable) };
    }
  }

  /** Aborts when the source is not to be asked any more. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Why the source is not asked again; null while it may be. */
  get ended(): IngestError | null {
    return this.state.kind === 'ended' ? this.state.error : null;
  }

  mayStart(): boolean {
    return this.state.kind === 'answered' || (this.state.kind === 'untried' && this.underWay === 0);
  }

  /** A batch is about to be asked for; answers with the time it has. */
  start(): number {
    this.underWay += 1;
    if (this.state.kind !== 'untried') return this.source.timeoutMs;
    const now = this.clock.elapsed();
    const firstAskedAt = this.state.firstAskedAt ?? now;
    this.state = { ...this.state, firstAskedAt };
    return Math.max(0, this.source.timeoutMs - millisecondsBetween(firstAskedAt, now));
  }

  /** A batch ended, with the error that makes its tickers go on, or with none. */
  finish(error: IngestError | null): void {
    this.underWay -= 1;
    if (this.state.kind === 'ended') return;
    if (error === null) this.state = { kind: 'answered' };
    else if (dispositionOf(error.code).ends !== 'batch') this.end(error);
    else if (this.state.kind === 'untried') this.strike(error, this.state);
  }

  private strike(error: IngestError, state: GateState & { kind: 'untried' }): void {
    const strikes = state.strikes + 1;
    const spentMs = state.firstAskedAt === null ? 0 : millisecondsBetween(state.firstAskedAt, this.clock.elapsed());
    if (strikes >= 2 || spentMs >= this.source.timeoutMs) this.end(error);
    else this.state = { ...state, strikes };
  }

  private end(error: IngestError): void {
    this.state = { kind: 'ended', error };
    this.controller.abort(error);
  }
}

function notConfigured(source: string, variable: string): SourceError {
  return new SourceError('NOT_CONFIGURED', `${source} has no key: ${variable} is not set`, {
    source,
    hint: `set ${variable} in the environment or in .env, or take ${source} out of the list of sources`,
  });
}
