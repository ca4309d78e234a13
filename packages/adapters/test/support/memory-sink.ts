import {
  type DeliveryContext,
  type Message,
  type Sink,
  SinkError,
  type SinkErrorCode,
  untilAborted,
} from '@ingest/core';
import type { SinkSubject, Trouble } from '../../src/conformance/index.js';

/** A receiver in memory, as a sink that is right sees it. */
export interface MemoryReceiver {
  readonly received: { eventId: string; text: string }[];
  /** Null: it takes what comes. */
  trouble: Exclude<Trouble, 'restarts'> | null;
  /** Counts its restarts; a connection is good for one of them. */
  generation: number;
}

export const secret = 'hunter22';

/** The smallest sink that keeps every rule; `broken` replaces parts of it. */
export function memorySubject(
  broken: (sink: Sink, receiver: MemoryReceiver) => Partial<Sink> = () => ({}),
): SinkSubject {
  const receiver: MemoryReceiver = { received: [], trouble: null, generation: 0 };
  const cause = (trouble: MemoryReceiver['trouble']) => async () => {
    receiver.trouble = trouble;
  };
  return {
    secrets: [secret],
    connect() {
      const sink = memorySink(receiver);
      return { ...sink, ...broken(sink, receiver) };
    },
    receiver: {
      received: async () => receiver.received,
      trouble: {
        refuses: cause('refuses'),
        rejects: cause('rejects'),
        hangs: cause('hangs'),
        async restarts() {
          receiver.generation += 1;
        },
      },
      recover: cause(null),
    },
  };
}

function memorySink(receiver: MemoryReceiver): Sink {
  const closing = new AbortController();
  const fail = (code: SinkErrorCode, words: string) => new SinkError(code, `memory: ${words}`, { sink: 'memory' });
  const reach = () => {
    if (receiver.trouble === 'refuses') throw fail('SINK_UNAVAILABLE', 'it is away');
  };
  async function deliver(message: Message, { signal }: DeliveryContext): Promise<void> {
    signal.throwIfAborted();
    reach();
    if (receiver.trouble === 'rejects') throw fail('SINK_REJECTED', 'it wants no such message');
    if (receiver.trouble === 'hangs') await untilAborted(closing.signal, untilAborted(signal, new Promise(() => {})));
    receiver.received.push({ eventId: message.eventId, text: JSON.stringify(message) });
  }
  return {
    name: 'memory',
    deliver,
    check: async () => reach(),
    async close() {
      closing.abort(fail('SINK_UNAVAILABLE', 'it is closed'));
    },
  };
}
