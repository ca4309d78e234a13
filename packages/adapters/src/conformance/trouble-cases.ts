import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { type Message, type Sink, SinkError, systemClock } from '@ingest/core';
import { failsWith, hasReceived, make, withSink } from './expect.js';
import { alert, contextOf, news } from './messages.js';
import type { SinkCase } from './subject.js';

/** Long enough for a message to be on its way. */
const underWayMs = 100;
/** Longer than anything takes that ends at once. */
const atOnceMs = 1000;

/** What a sink does when its receiver is in trouble, and what it is told to do then. */
export const troubleCases: readonly SinkCase[] = [
  {
    name: 'a receiver that cannot be reached is worth another try, and gets the message once it is back',
    needs: ['refuses'],
    run: (subject) =>
      withSink(subject, async (sink) => {
        await make('refuses', subject);
        await failsWith('SINK_UNAVAILABLE', sink, sink.deliver(news(), contextOf()), subject);
        await subject.receiver.recover();
        await sink.deliver(news(), contextOf({ attempt: 2 }));
        await hasReceived(subject, news().eventId);
      }),
  },
  {
    name: 'a message that is rejected is worth no other try',
    needs: ['rejects'],
    run: (subject) =>
      withSink(subject, async (sink) => {
        await make('rejects', subject);
        await failsWith('SINK_REJECTED', sink, sink.deliver(alert(), contextOf()), subject);
      }),
  },
  {
    name: 'a receiver that restarts between two messages gets both, at the second try at the latest',
    needs: ['restarts'],
    run: (subject) =>
      withSink(subject, async (sink) => {
        await sink.deliver(news('event-1'), contextOf());
        await make('restarts', subject);
        await deliverAtLast(sink, news('event-2'));
        await hasReceived(subject, 'event-1', 'event-2');
      }),
  },
  {
    name: 'a delivery ends at once when it is told to, with the reason, and the next one arrives',
    needs: ['hangs'],
    run: (subject) =>
      withSink(subject, async (sink) => {
        await make('hangs', subject);
        const stop = new AbortController();
        const context = contextOf({ signal: stop.signal });
        const delivering = sink.deliver(news('event-1'), context);
        await isUnderWay(delivering);
        const reason = new Error('stopped');
        stop.abort(reason);
        await endsAtOnce(delivering, reason);
        assert.deepEqual(getEventListeners(stop.signal, 'abort'), []);
        await subject.receiver.recover();
        await deliverAtLast(sink, news('event-2'));
        const received = await subject.receiver.received();
        assert.equal(received.at(-1)?.eventId, 'event-2');
      }),
  },
  {
    name: 'nothing is begun once it is stopped',
    needs: [],
    run: (subject) =>
      withSink(subject, async (sink) => {
        const reason = new Error('stopped');
        const stopped = contextOf({ signal: AbortSignal.abort(reason) });
        await endsAtOnce(sink.deliver(news(), stopped), reason);
        await hasReceived(subject);
      }),
  },
  {
    name: 'closing twice, or a sink that never delivered, does no harm',
    needs: [],
    async run(subject) {
      await subject.connect().close?.();
      const sink = subject.connect();
      await sink.deliver(news('event-1'), contextOf());
      await sink.close?.();
      await sink.close?.();
      await withSink(subject, (other) => other.deliver(news('event-2'), contextOf()));
      await hasReceived(subject, 'event-1', 'event-2');
    },
  },
  {
    name: 'closing ends what is under way',
    needs: ['hangs'],
    async run(subject) {
      const sink = subject.connect();
      if (sink.close === undefined) return;
      await make('hangs', subject);
      const delivering = sink.deliver(news(), contextOf());
      await isUnderWay(delivering);
      await sink.close();
      await failsWith('SINK_UNAVAILABLE', sink, endsInTime(delivering), subject);
    },
  },
];

/** A connection that broke may cost a try, never two. */
async function deliverAtLast(sink: Sink, message: Message): Promise<void> {
  try {
    await sink.deliver(message, contextOf());
  } catch (thrown) {
    assert.ok(
      SinkError.is(thrown) && thrown.code === 'SINK_UNAVAILABLE',
      `expected another try, got ${String(thrown)}`,
    );
    await sink.deliver(message, contextOf({ attempt: 2 }));
  }
}

async function isUnderWay(delivering: Promise<void>): Promise<void> {
  const waited = systemClock().wait(underWayMs);
  const ended = delivering.then(
    () => 'it resolved',
    (thrown: unknown) => `it rejected: ${String(thrown)}`,
  );
  const how = await Promise.race([waited, ended]);
  assert.equal(how, undefined, `the receiver hangs, and the delivery has ended: ${how}`);
}

async function endsAtOnce(delivering: Promise<void>, reason: Error): Promise<void> {
  await assert.rejects(endsInTime(delivering), (thrown) => {
    assert.equal(thrown, reason);
    return true;
  });
}

async function endsInTime(delivering: Promise<void>): Promise<void> {
  const waiting = new AbortController();
  try {
    await Promise.race([
      delivering,
      systemClock()
        .wait(atOnceMs, waiting.signal)
        .then(() => assert.fail('it goes on')),
    ]);
  } finally {
    waiting.abort();
  }
}
