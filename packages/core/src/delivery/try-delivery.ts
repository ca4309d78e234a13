import type { Clock, EpochMs } from '../contracts/clock.js';
import type { TakenDelivery } from '../contracts/outbox.js';
import type { Sink } from '../contracts/sink.js';
import { toError } from '../errors/coerce.js';
import { SinkError, type SinkErrorCode } from '../errors/sink-error.js';
import type { Message } from '../model/message.js';
import { startDeadline, untilAborted } from '../time/deadline.js';

/** How long one try may take, the reply included. */
export const deliveryTimeoutMs = 10_000;

/** What a try came to. `cut-off`: it was ended from here, which says nothing of the sink. */
export type Tried =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'cut-off' }
  | {
      readonly kind: 'failed';
      readonly code: SinkErrorCode;
      readonly message: string;
      readonly retryAt: EpochMs | null;
    };

/** Hands a message over once, inside ten seconds and as long as `cut` lets it. Never rejects. */
export async function tryDelivery(sink: Sink, taken: TakenDelivery, clock: Clock, cut: AbortSignal): Promise<Tried> {
  const message = readMessage(taken.message);
  if (message === null) return failed('SINK_REJECTED', 'the message in the outbox cannot be read');
  const deadline = startDeadline(clock, deliveryTimeoutMs, () => tooSlow(sink), cut);
  try {
    const context = { signal: deadline.signal, now: clock.now(), attempt: taken.attempt };
    await untilAborted(deadline.signal, handOver(sink, message, context));
    return { kind: 'delivered' };
  } catch (thrown) {
    if (cut.aborted) return { kind: 'cut-off' };
    if (SinkError.is(thrown)) return failed(thrown.code, thrown.message, thrown.retryAt);
    return failed('SINK_UNAVAILABLE', toError(thrown).message);
  } finally {
    deadline.dispose();
  }
}

/** Asynchronous, so that a sink that throws at once is a sink that rejects. */
async function handOver(sink: Sink, message: Message, context: Parameters<Sink['deliver']>[1]): Promise<void> {
  await sink.deliver(message, context);
}

function readMessage(text: string): Message | null {
  try {
    const value: unknown = JSON.parse(text);
    // Our own writing: `notify` made it, and the store keeps it as it is.
    return typeof value === 'object' && value !== null ? (value as Message) : null;
  } catch {
    return null;
  }
}

function failed(code: SinkErrorCode, message: string, retryAt: EpochMs | null = null): Tried {
  return { kind: 'failed', code, message, retryAt };
}

function tooSlow({ name }: Sink): SinkError {
  return new SinkError('SINK_UNAVAILABLE', `${name}: no answer within ${deliveryTimeoutMs / 1000} s`, { sink: name });
}
