import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { failsWith, hasReceived, make, showsNone, withSink } from './expect.js';
import { alert, contextOf, news } from './messages.js';
import type { SinkCase } from './subject.js';

/** What reaches the receiver of a sink to which nothing happens. */
export const handoverCases: readonly SinkCase[] = [
  {
    name: 'news reaches the receiver, with the id of the event',
    needs: [],
    run: (subject) =>
      withSink(subject, async (sink) => {
        await sink.deliver(news(), contextOf());
        await hasReceived(subject, news().eventId);
      }),
  },
  {
    name: 'an alert reaches the receiver, with the id of the event',
    needs: [],
    run: (subject) =>
      withSink(subject, async (sink) => {
        await sink.deliver(alert(), contextOf());
        await hasReceived(subject, alert().eventId);
      }),
  },
  {
    name: 'messages arrive in the order in which they are handed over',
    needs: [],
    run: (subject) =>
      withSink(subject, async (sink) => {
        for (const id of ['event-1', 'event-2', 'event-3']) await sink.deliver(news(id), contextOf());
        await hasReceived(subject, 'event-1', 'event-2', 'event-3');
      }),
  },
  {
    name: 'a second try is the same message under the same id',
    needs: [],
    run: (subject) =>
      withSink(subject, async (sink) => {
        for (const attempt of [1, 2]) await sink.deliver(alert(), contextOf({ attempt }));
        const received = await subject.receiver.received();
        assert.ok(received.length > 0, 'nothing was received');
        for (const { eventId } of received) assert.equal(eventId, alert().eventId);
        assert.equal(new Set(received.map(({ text }) => text)).size, 1, 'the tries differ');
      }),
  },
  {
    name: 'the name is the same each time, easy to type, and no secret',
    needs: [],
    async run(subject) {
      const [first, second] = [subject.connect(), subject.connect()];
      assert.equal(first.name, second.name);
      assert.match(first.name, /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/);
      showsNone(subject.secrets, first.name);
      await first.close?.();
      await second.close?.();
    },
  },
  {
    name: 'a delivery leaves nothing behind at the signal',
    needs: [],
    run: (subject) =>
      withSink(subject, async (sink) => {
        const context = contextOf();
        await sink.deliver(news(), context);
        await sink.check?.(context);
        assert.deepEqual(getEventListeners(context.signal, 'abort'), []);
      }),
  },
  {
    name: 'a look hands over nothing',
    needs: [],
    run: (subject) =>
      withSink(subject, async (sink) => {
        await sink.check?.(contextOf());
        await hasReceived(subject);
        await sink.deliver(news(), contextOf());
        await hasReceived(subject, news().eventId);
      }),
  },
  {
    name: 'a look says when the receiver cannot be reached',
    needs: ['refuses'],
    run: (subject) =>
      withSink(subject, async (sink) => {
        if (sink.check === undefined) return;
        await make('refuses', subject);
        await failsWith('SINK_UNAVAILABLE', sink, sink.check(contextOf()), subject);
      }),
  },
];
