import { type Chance, type Clock, millisecondsBetween } from '../contracts/clock.js';
import type { DeliveryResult, OutboxStore, TakenDelivery } from '../contracts/outbox.js';
import type { RegisterStore } from '../contracts/registers.js';
import type { Sink } from '../contracts/sink.js';
import type { ErrorCode } from '../errors/codes.js';
import type { EventReader } from '../events.js';
import { limits } from '../model/primitives.js';
import type { Redact } from '../security/redact.js';
import { toIso } from '../time/instant.js';
import { termAround } from '../time/term.js';
import { disabledSink, disableSink } from './disabled-sink.js';
import { afterFailure, type FailedResult } from './retry-rule.js';
import { tryDelivery } from './try-delivery.js';

/** How long a delivery that was claimed stays its process's own: longer than any try lasts. */
const claimMs = 60_000;

/** What became of the deliveries that were tried. */
export interface Drained {
  /** The others failed, were cut off or were given up: events tell of each. */
  readonly delivered: number;
}

/** Why a drain ended before everything was tried. */
export interface CutReason {
  readonly code: ErrorCode;
  readonly message: string;
}

/** What draining one sink needs. */
export interface DrainContext {
  readonly outbox: OutboxStore;
  readonly registers: RegisterStore;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly redact: Redact;
  readonly tell: EventReader;
  /** Ends everything at once. */
  readonly cut: AbortSignal;
  readonly cutBecause: () => CutReason;
  /** Milliseconds left of the whole drain. */
  readonly remainingMs: () => number;
}

/** Whether the sink gets another delivery in this drain. */
type Next = 'goes-on' | 'is-left-alone';

/**
 * Delivers what is due at one sink, one after the other and each one once, until nothing is due, the sink is unavailable, a
 * claim turns out to be another process's, or time is over. Rejects only with errors of the store.
 */
export async function drainSink(sink: Sink, context: DrainContext): Promise<Drained> {
  const { outbox, registers, clock, cut } = context;
  const drained = { delivered: 0 };
  /** Undefined until somebody has looked: with nothing due nobody has to. */
  let disabledBecause: string | null | undefined;
  /** The longest try of this sink so far: one that may be cut off in its middle is not begun. */
  let longestMs = 0;
  for (let next: Next = 'goes-on'; next === 'goes-on' && !cut.aborted && context.remainingMs() > longestMs; ) {
    const now = clock.now();
    const taken = await outbox.take(sink.name, now, termAround(now, claimMs));
    if (taken === null) break;
    if (disabledBecause === undefined) disabledBecause = (await disabledSink(registers, sink.name))?.reason ?? null;
    next = disabledBecause === null ? await deliver(taken) : await bury(taken, disabledBecause);
  }
  return drained;

  async function deliver(taken: TakenDelivery): Promise<Next> {
    const begun = clock.elapsed();
    const tried = await tryDelivery(sink, taken, clock, cut);
    const durationMs = Math.round(millisecondsBetween(begun, clock.elapsed()));
    longestMs = Math.max(longestMs, durationMs);
    switch (tried.kind) {
      case 'delivered': {
        if (!(await settle(taken, { kind: 'delivered' }))) return 'is-left-alone';
        const latencyMs = Math.max(0, clock.now() - taken.createdAt);
        drained.delivered += 1;
        const { eventId, attempt } = taken;
        context.tell({
          type: 'delivery:succeeded',
          at: at(),
          sink: sink.name,
          eventId,
          attempt,
          durationMs,
          latencyMs,
        });
        return 'goes-on';
      }
      case 'cut-off': {
        const { code, message } = context.cutBecause();
        // Due at once, for whoever comes next.
        const waits = termAround(clock.now(), 0);
        return settleFailed(taken, { kind: 'again', waits, error: `cut off before it answered: ${message}` }, code);
      }
      case 'failed': {
        const { code, retryAt } = tried;
        const error = inWords(tried.message);
        if (code === 'SINK_GONE') {
          // First of all, so that a crash now lets nothing more be sent there.
          await disableSink(registers, sink.name, error, clock.now());
          disabledBecause = error;
        }
        const { attempt, createdAt } = taken;
        const result = afterFailure({ code, error, retryAt, attempt, createdAt }, clock.now(), context.chance);
        return settleFailed(taken, result, code);
      }
      default:
        return tried satisfies never;
    }
  }

  /** Sends nothing: there is nobody any more. */
  function bury(taken: TakenDelivery, reason: string): Promise<Next> {
    return settleFailed(taken, { kind: 'dead', error: `the sink is disabled: ${reason}` }, 'SINK_GONE');
  }

  async function settleFailed(taken: TakenDelivery, result: FailedResult, code: ErrorCode): Promise<Next> {
    const message = inWords(result.error);
    if (!(await settle(taken, { ...result, error: message }))) return 'is-left-alone';
    const isDead = result.kind === 'dead';
    const { eventId, attempt } = taken;
    context.tell({ type: 'delivery:failed', at: at(), sink: sink.name, eventId, attempt, code, message, isDead });
    return code === 'SINK_REJECTED' || code === 'SINK_GONE' ? 'goes-on' : 'is-left-alone';
  }

  /** False: the claim was over and another process has the delivery, and with it the sink. */
  function settle({ eventId, attempt }: TakenDelivery, result: DeliveryResult): Promise<boolean> {
    return outbox.settle({ eventId, sink: sink.name, attempt }, clock.now(), result);
  }

  function inWords(message: string): string {
    return context.redact(message).slice(0, limits.errorMessage).toWellFormed();
  }

  function at(): string {
    return toIso(clock.now());
  }
}
