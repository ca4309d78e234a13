import { type Chance, type Clock, millisecondsBetween } from '../contracts/clock.js';
import type { Message, Sink } from '../contracts/sink.js';
import type { DeliveryResult, OutboxStore, RegisterStore, TakenDelivery } from '../contracts/store.js';
import { toError } from '../errors/coerce.js';
import { SinkError } from '../errors/sink-error.js';
import type { EventReader } from '../events.js';
import { limits } from '../model/primitives.js';
import type { Redact } from '../security/redact.js';
import { type Deadline, startDeadline, untilAborted } from '../time/deadline.js';
import { toIso } from '../time/instant.js';
import { termAround } from '../time/term.js';
import { disabledSink, disableSink } from './disabled-sink.js';
import { afterFailure } from './retry-rule.js';

export interface DrainOptions {
  readonly outbox: OutboxStore;
  readonly registers: RegisterStore;
  readonly sinks: readonly Sink[];
  readonly clock: Clock;
  readonly chance: Chance;
  readonly redact: Redact;
  readonly onEvent: EventReader;
  /** How long all of it may take, in milliseconds. Default: 15 seconds. */
  readonly budgetMs?: number;
  readonly signal?: AbortSignal;
}

export interface Drained {
  readonly delivered: number;
  /** Tries that failed and come again. */
  readonly failed: number;
  /** Dead-lettered now. */
  readonly dead: number;
}

export const drainBudgetMs = 15_000;
/** How long one delivery may take. */
export const deliveryTimeoutMs = 10_000;
/** How long a claimed delivery is its process's own: longer than any try lasts. */
const claimMs = 60_000;

/**
 * Delivers what is due, each sink by itself and side by side, each delivery claimed by itself and tried once. After the first
 * try that finds a sink unavailable that sink is left alone for this time: what waits for it loses no try. Rejects only with
 * errors of the store.
 */
export async function drain(options: DrainOptions): Promise<Drained> {
  const { sinks, clock, budgetMs = drainBudgetMs, signal } = options;
  const budget = startDeadline(clock, budgetMs, () => new Error('the time for deliveries is over'), signal);
  try {
    const all = await Promise.all(sinks.map((sink) => new SinkDrain(sink, options, budget).run()));
    const sum = (count: keyof Drained) => all.reduce((total, drained) => total + drained[count], 0);
    return { delivered: sum('delivered'), failed: sum('failed'), dead: sum('dead') };
  } finally {
    budget.dispose();
  }
}

class SinkDrain {
  private readonly sink: Sink;
  private readonly options: DrainOptions;
  private readonly budget: Deadline;
  private readonly drained = { delivered: 0, failed: 0, dead: 0 };

  constructor(sink: Sink, options: DrainOptions, budget: Deadline) {
    this.sink = sink;
    this.options = options;
    this.budget = budget;
  }

  async run(): Promise<Drained> {
    const { outbox, registers, clock } = this.options;
    for (let goesOn = true; goesOn && !this.budget.signal.aborted; ) {
      const now = clock.now();
      const taken = await outbox.take(this.sink.name, now, termAround(now, claimMs));
      if (taken === null) break;
      const disabled = await disabledSink(registers, this.sink.name);
      goesOn = disabled === null ? await this.deliver(taken) : await this.bury(taken, disabled.reason);
    }
    return this.drained;
  }

  /** Answers with whether the sink is worth another delivery now. */
  private async deliver(taken: TakenDelivery): Promise<boolean> {
    const { clock } = this.options;
    const started = clock.elapsed();
    const deadline = startDeadline(clock, deliveryTimeoutMs, () => this.tooSlow(), this.budget.signal);
    try {
      const context = { signal: deadline.signal, now: clock.now(), attempt: taken.attempt };
      const message = JSON.parse(taken.message) as Message;
      await untilAborted(deadline.signal, this.sink.deliver(message, context));
    } catch (thrown) {
      // Cut off by us, it says nothing of the sink: due at once, by whoever comes next.
      if (this.budget.signal.aborted) return this.putBack(taken);
      return this.failed(taken, toError(thrown));
    } finally {
      deadline.dispose();
    }
    await this.settle(taken, { kind: 'delivered' });
    this.drained.delivered += 1;
    this.options.onEvent({
      type: 'delivery:succeeded',
      at: toIso(clock.now()),
      sink: this.sink.name,
      eventId: taken.eventId,
      attempt: taken.attempt,
      durationMs: Math.round(millisecondsBetween(started, clock.elapsed())),
      latencyMs: Math.max(0, clock.now() - taken.createdAt),
    });
    return true;
  }

  private async failed(taken: TakenDelivery, error: Error): Promise<boolean> {
    const { clock, chance, registers } = this.options;
    const code = SinkError.is(error) ? error.code : 'SINK_UNAVAILABLE';
    const words = this.inWords(error);
    const result = afterFailure(
      { error, words, attempt: taken.attempt, createdAt: taken.createdAt },
      clock.now(),
      chance,
    );
    if (code === 'SINK_GONE') await disableSink(registers, this.sink.name, words, clock.now());
    await this.settle(taken, result);
    const isDead = result.kind === 'dead';
    this.drained[isDead ? 'dead' : 'failed'] += 1;
    this.tellFailed(taken, code, words, isDead);
    return code !== 'SINK_UNAVAILABLE';
  }

  private async bury(taken: TakenDelivery, reason: string): Promise<boolean> {
    const words = `the sink is disabled: ${reason}`;
    await this.settle(taken, { kind: 'dead', error: words });
    this.drained.dead += 1;
    this.tellFailed(taken, 'SINK_GONE', words, true);
    return true;
  }

  private async putBack(taken: TakenDelivery): Promise<boolean> {
    const now = this.options.clock.now();
    await this.settle(taken, {
      kind: 'again',
      waits: { from: now, until: now },
      error: 'cut off before the sink had answered',
    });
    this.drained.failed += 1;
    return false;
  }

  /** A claim that was lost meanwhile is another's to settle. */
  private async settle({ eventId, sink, attempt }: TakenDelivery, result: DeliveryResult): Promise<void> {
    await this.options.outbox.settle({ eventId, sink, attempt }, this.options.clock.now(), result);
  }

  private tellFailed(taken: TakenDelivery, code: SinkError['code'], message: string, isDead: boolean): void {
    this.options.onEvent({
      type: 'delivery:failed',
      at: toIso(this.options.clock.now()),
      sink: this.sink.name,
      eventId: taken.eventId,
      attempt: taken.attempt,
      code,
      message,
      isDead,
    });
  }

  private inWords({ message }: Error): string {
    return this.options.redact(message).slice(0, limits.errorMessage).toWellFormed();
  }

  private tooSlow(): SinkError {
    return new SinkError('SINK_UNAVAILABLE', `${this.sink.name} did not answer within ${deliveryTimeoutMs / 1000} s`, {
      sink: this.sink.name,
    });
  }
}
