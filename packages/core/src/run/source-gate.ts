import { type Clock, type Elapsed, millisecondsBetween } from '../contracts/clock.js';
import type { Source } from '../contracts/source.js';
import { dispositionOf } from '../errors/codes.js';
import type { IngestError } from '../errors/ingest-error.js';
import { endsOf, mayConcernTicker } from '../resilience/refused-ticker.js';

/**
 * Whether a source may be asked in this run.
 *
 * - `untried`: its first batch goes alone. Answered, the source becomes `answered`; failed for a reason that concerns the
 *   batch alone (a refused ticker is one), one more goes alone inside the same time; failed again, or for another reason, it becomes `ended`.
 * - `answered`: batches go side by side, as many as may be sent in a second; a failure that concerns the source ends it.
 * - `ended`: it is not asked again in this run, and what is under way is aborted: a dead source costs its time once. Where a
 *   quota is used up the source is well, and what was paid for is waited for.
 */
type GateState =
  | { readonly kind: 'untried'; readonly firstAskedAt: Elapsed | null; readonly strike: IngestError | null }
  | { readonly kind: 'answered' }
  | { readonly kind: 'ended'; readonly error: IngestError };

type Untried = GateState & { kind: 'untried' };

export class SourceGate {
  readonly source: Source;
  private readonly clock: Clock;
  private readonly controller = new AbortController();
  private state: GateState = { kind: 'untried', firstAskedAt: null, strike: null };
  private readonly onEnded: (error: IngestError) => void;
  /** Where fewer a second may be sent than are asked for at once, the last of them would spend their time on waiting for a turn. */
  private readonly mostAtOnce: number;
  /** Collections that are under way. */
  underWay = 0;

  /** `onEnded` is told when the source is not asked again, for a reason that came up in this walk; `ended`: from the beginning. */
  constructor(source: Source, clock: Clock, onEnded: (error: IngestError) => void, ended: IngestError | null = null) {
    this.source = source;
    this.clock = clock;
    this.onEnded = onEnded;
    this.mostAtOnce = Math.min(...source.quota.filter(({ window }) => window === 'second').map(({ limit }) => limit));
    if (ended !== null) this.state = { kind: 'ended', error: ended };
  }

  /** Aborts when the source is not to be asked any more. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Why the source is not asked again; null while it may be. */
  get ended(): IngestError | null {
    return this.state.kind === 'ended' ? this.state.error : null;
  }

  /** Whether what waits for it has to go elsewhere: it has ended, and what was aborted with it is over. */
  get isOver(): boolean {
    return this.state.kind === 'ended' && (this.isIdle || !this.signal.aborted);
  }

  private get isIdle(): boolean {
    return this.underWay === 0;
  }

  /** Whether a batch may be asked for now. Time is the affair of {@link SourceGate.expire}: looked at twice, it may differ. */
  mayStart(): boolean {
    const { state } = this;
    if (state.kind === 'answered') return this.underWay < this.mostAtOnce;
    return state.kind === 'untried' && this.isIdle;
  }

  /** Ends a source whose time was over before its second batch got a turn. */
  expire(): void {
    const { state } = this;
    if (state.kind !== 'untried' || state.strike === null || !this.isIdle) return;
    if (this.spentMs(state) >= this.source.timeoutMs) this.end(state.strike);
  }

  /** A batch is about to be asked for; answers with the time it has. */
  start(): number {
    this.underWay += 1;
    if (this.state.kind !== 'untried') return this.source.timeoutMs;
    this.state = { ...this.state, firstAskedAt: this.state.firstAskedAt ?? this.clock.elapsed() };
    return Math.max(0, this.source.timeoutMs - this.spentMs(this.state));
  }

  /**
   * A batch ended, with the error that makes its tickers go on, or with none. A probe has one try, and one more where the
   * first was refused for its ticker.
   */
  finish(error: IngestError | null, isProbe: boolean): void {
    this.underWay -= 1;
    if (this.state.kind === 'ended') return;
    if (error === null) this.state = { kind: 'answered' };
    else if (isProbe && !mayConcernTicker(this.source, error.code)) this.end(error);
    else if (endsOf(this.source, error.code) !== 'batch') this.end(error);
    else if (this.state.kind === 'untried') this.strike(error, this.state);
  }

  private strike(error: IngestError, state: Untried): void {
    if (state.strike !== null || this.spentMs(state) >= this.source.timeoutMs) this.end(error);
    else this.state = { ...state, strike: error };
  }

  private spentMs({ firstAskedAt }: Untried): number {
    return firstAskedAt === null ? 0 : millisecondsBetween(firstAskedAt, this.clock.elapsed());
  }

  private end(error: IngestError): void {
    this.state = { kind: 'ended', error };
    if (dispositionOf(error.code).ends !== 'rest') this.controller.abort(error);
    this.onEnded(error);
  }
}
