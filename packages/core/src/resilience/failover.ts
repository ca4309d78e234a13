import { type Clock, millisecondsBetween } from '../contracts/clock.js';
import { type FailoverAttempt, FailoverError } from '../errors/failover-error.js';
import type { IngestError } from '../errors/ingest-error.js';
import { startDeadline, untilAborted } from '../time/deadline.js';
import { toIso } from '../time/instant.js';
import { admit, type Breaker, type BreakerEvent, closedBreaker, nextBreaker, probeLengthMs } from './breaker.js';
import { breakerEventOf, circuitOpen, failureOf, timedOut } from './failover-failure.js';

/** Somebody who can be asked. */
export interface FailoverCandidate<Value, Input = void> {
  /** Unique among the candidates. */
  readonly name: string;
  /** The longest that one call may take, in milliseconds, above 0 and at most 60 000. Default: 10 000. */
  readonly timeoutMs?: number;
  /**
   * Asks once. The signal aborts at the deadline and when the run is stopped; a call that does not look at it is left behind,
   * and what becomes of it is not looked at any more.
   *
   * An `IngestError` does what its code does (docs/errors.md). A mistake of the calling code (`TypeError`, `RangeError`,
   * `ReferenceError`) ends the run as it is, unless it has a `cause`: that is how `fetch` reports a broken connection.
   * Anything else that is thrown counts as `NETWORK`.
   */
  readonly call: (context: { readonly signal: AbortSignal }, input: Input) => Promise<Value>;
}

export type FailoverEvent =
  | { readonly type: 'candidate:failed'; readonly at: string; readonly attempt: FailoverAttempt }
  | {
      readonly type: 'breaker:changed';
      readonly at: string;
      readonly name: string;
      readonly from: Breaker['kind'];
      readonly to: Breaker['kind'];
    };

export interface FailoverOptions<Value, Input = void> {
  /** In the order in which they are asked, at least one. */
  readonly candidates: readonly FailoverCandidate<Value, Input>[];
  readonly clock: Clock;
  /** Told what happens on the way; what it throws is ignored. */
  readonly onEvent?: (event: FailoverEvent) => void;
}

export interface FailoverResult<Value> {
  readonly value: Value;
  /** Name of the candidate that gave it. */
  readonly from: string;
  /** Whether it stood in for one that failed. One without its key did not fail. */
  readonly isFailover: boolean;
  /** Those before it that gave no good answer, in order. */
  readonly attempts: readonly FailoverAttempt[];
}

export interface Failover<Value, Input = void> {
  /**
   * Asks one candidate after the other, each once, until one answers. Rejects with a {@link FailoverError} when none does;
   * at once with the signal's reason when that aborts, and with an error that concerns the run as a whole.
   */
  run(options: { readonly signal?: AbortSignal }, input: Input): Promise<FailoverResult<Value>>;
  /** The breakers as they are now, by name. They end with the process. */
  readonly breakers: ReadonlyMap<string, Breaker>;
}

const defaultTimeoutMs = 10_000;

/**
 * The failover of a run for any call: candidates in order, each under its own deadline and behind its own circuit breaker.
 * Throws a RangeError for candidates that cannot be.
 */
export function createFailover<Value, Input = void>(options: FailoverOptions<Value, Input>): Failover<Value, Input> {
  assertCandidates(options.candidates);
  return new Walker(options);
}

type Answer<Value> =
  | { readonly kind: 'answered'; readonly value: Value }
  | { readonly kind: 'failed'; readonly error: IngestError; readonly durationMs: number };

class Walker<Value, Input> implements Failover<Value, Input> {
  private readonly options: FailoverOptions<Value, Input>;
  private readonly states = new Map<string, Breaker>();

  constructor(options: FailoverOptions<Value, Input>) {
    this.options = options;
    for (const { name } of options.candidates) this.states.set(name, closedBreaker);
  }

  get breakers(): ReadonlyMap<string, Breaker> {
    return new Map(this.states);
  }

  async run({ signal }: { readonly signal?: AbortSignal }, input: Input): Promise<FailoverResult<Value>> {
    const attempts: FailoverAttempt[] = [];
    const errors: IngestError[] = [];
    for (const candidate of this.options.candidates) {
      signal?.throwIfAborted();
      const { name } = candidate;
      const answer = await this.ask(candidate, input, signal);
      if (answer.kind === 'answered') {
        const isFailover = attempts.some(({ code }) => code !== 'NOT_CONFIGURED');
        return { value: answer.value, from: name, isFailover, attempts };
      }
      const { code, message } = answer.error;
      const attempt = { name, code, message, durationMs: Math.round(answer.durationMs) };
      attempts.push(attempt);
      errors.push(answer.error);
      this.tell({ type: 'candidate:failed', at: this.at(), attempt });
    }
    throw new FailoverError(attempts, { cause: new AggregateError(errors) });
  }

  private async ask(
    { name, timeoutMs = defaultTimeoutMs, call }: FailoverCandidate<Value, Input>,
    input: Input,
    signal: AbortSignal | undefined,
  ): Promise<Answer<Value>> {
    const { clock } = this.options;
    const admission = admit(this.breakerOf(name), clock.now());
    if (admission.kind === 'no') return { kind: 'failed', error: circuitOpen(name, admission), durationMs: 0 };
    if (admission.kind === 'probe') this.keep(name, admission.after);
    const startedAt = clock.elapsed();
    const deadline = startDeadline(clock, timeoutMs, () => timedOut(name, timeoutMs), signal);
    try {
      const value = await untilAborted(deadline.signal, call({ signal: deadline.signal }, input));
      this.change(name, { kind: 'succeeded' });
      return { kind: 'answered', value };
    } catch (thrown) {
      // A call that was aborted may reject in words of its own; the signal's reason says why.
      const { aborted: isOver, reason } = signal?.aborted ? signal : deadline.signal;
      const error: unknown = isOver ? reason : thrown;
      const failure = signal?.aborted ? null : failureOf(name, error);
      const event = failure === null ? null : breakerEventOf(failure);
      if (event !== null) this.change(name, event);
      // Only its own: another run may hold the probe.
      else if (admission.kind === 'probe') this.change(name, { kind: 'released' });
      if (failure === null) throw error;
      return { kind: 'failed', error: failure, durationMs: millisecondsBetween(startedAt, clock.elapsed()) };
    } finally {
      deadline.dispose();
    }
  }

  private breakerOf(name: string): Breaker {
    return this.states.get(name) ?? closedBreaker;
  }

  private change(name: string, event: BreakerEvent): void {
    this.keep(name, nextBreaker(this.breakerOf(name), event, this.options.clock.now()));
  }

  private keep(name: string, after: Breaker): void {
    const { kind: from } = this.breakerOf(name);
    this.states.set(name, after);
    if (from !== after.kind) this.tell({ type: 'breaker:changed', at: this.at(), name, from, to: after.kind });
  }

  private tell(event: FailoverEvent): void {
    try {
      this.options.onEvent?.(event);
    } catch {
      // A broken reader is its owner's affair; the run must not notice.
    }
  }

  private at(): string {
    return toIso(this.options.clock.now());
  }
}

function assertCandidates(candidates: readonly { readonly name: string; readonly timeoutMs?: number }[]): void {
  if (candidates.length === 0) throw new RangeError('candidates must hold at least one, not none');
  const names = new Set<string>();
  for (const { name, timeoutMs = defaultTimeoutMs } of candidates) {
    if (names.has(name)) throw new RangeError(`candidates must differ in name, not be ${JSON.stringify(name)} twice`);
    names.add(name);
    // A call that outlasts its claim of the probe would let a second one through.
    if (!(timeoutMs > 0 && timeoutMs <= probeLengthMs)) {
      throw new RangeError(`timeoutMs of ${name} must be above 0 and at most ${probeLengthMs}, not ${timeoutMs}`);
    }
  }
}
