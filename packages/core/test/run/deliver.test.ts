import { IngestError } from '@ingest/core';
import { manualClock } from '@ingest/core/testing';
import { describe, expect, it } from 'vitest';
import type { OutboxEntry } from '../../src/contracts/outbox.js';
import type { Sink } from '../../src/contracts/sink.js';
import { SinkError } from '../../src/errors/sink-error.js';
import type { Message } from '../../src/model/message.js';
import { newDataNotification } from '../../src/model/notification.js';
import { deliver } from '../../src/run/deliver.js';
import type { IngestOptions } from '../../src/run/settings.js';
import { noSecrets } from '../../src/security/redact.js';
import { seededChance } from '../../src/time/seeded-chance.js';
import { pageStore } from '../support/page-store.js';
import { setup, startOfDay } from '../support/run-setup.js';
import { smallOutbox } from '../support/small-outbox.js';
import { wire } from '../support/wire.js';

const minute = 60_000;

/** A sink that keeps what it is given; while `fails` is set it takes nothing. */
function keeping(name: string) {
  const sink = {
    name,
    had: [] as Message[],
    fails: null as SinkError | null,
    async deliver(message: Message) {
      if (sink.fails !== null) throw sink.fails;
      sink.had.push(message);
    },
  };
  return sink satisfies Sink;
}
const unavailable = (sink: string) => new SinkError('SINK_UNAVAILABLE', `${sink} answers 503`, { sink, status: 503 });
const entryOf = (sink: string, eventId: string): OutboxEntry => ({
  eventId,
  sink,
  message: JSON.stringify({ eventId }),
  createdAt: startOfDay,
  state: 'pending',
});

/** The end of a run that committed two deliveries, on an outbox with these. */
function delivering(entries: readonly OutboxEntry[], sinks: readonly Sink[], sends = true) {
  const outbox = smallOutbox();
  void outbox.outbox.add(entries);
  const done = deliver({
    store: { ...pageStore().store, outbox: outbox.outbox },
    sinks,
    clock: manualClock(startOfDay),
    chance: seededChance(1),
    onEvent: () => {},
    redact: noSecrets,
    queued: 2,
    sends,
  });
  return { outbox, done };
}

describe('deliver', () => {
  it('sends what is due to each sink and counts it', async () => {
    const [hook, file] = [keeping('hook'), keeping('file')];
    const entries = [entryOf('hook', '1'), entryOf('file', '1'), entryOf('hook', '2')];
    expect(await delivering(entries, [hook, file]).done).toEqual({
      notifications: { queued: 2, delivered: 3, pending: 0, dead: 0 },
      warnings: [],
    });
    expect(hook.had.map((message) => message.eventId)).toEqual(['1', '2']);
    expect(file.had.map((message) => message.eventId)).toEqual(['1']);
  });

  it('counts what is left of all sinks, also of those that the run does not know', async () => {
    const hook = { ...keeping('hook'), deliver: () => Promise.reject(unavailable('hook')) };
    const { outbox, done } = delivering([entryOf('hook', '1'), entryOf('gone', '1')], [hook]);
    outbox.rows.push({
      ...entryOf('gone', '0'),
      state: 'dead',
      attempts: 10,
      waits: null,
      lastError: 'gone answers 500',
      settledAt: startOfDay,
    });
    expect((await done).notifications).toEqual({ queued: 2, delivered: 0, pending: 2, dead: 1 });
  });

  it('only counts where nothing may be sent', async () => {
    const hook = keeping('hook');
    expect(await delivering([entryOf('hook', '1'), entryOf('gone', '1')], [hook], false).done).toEqual({
      notifications: { queued: 2, delivered: 0, pending: 2, dead: 0 },
      warnings: [],
    });
    expect(hook.had).toEqual([]);
  });

  it('names each sink that is configured no more and for which deliveries wait, and says what to do', async () => {
    const hook = { ...keeping('hook'), deliver: () => Promise.reject(unavailable('hook')) };
    const entries = [entryOf('hook', '1'), entryOf('gone', '1'), entryOf('gone', '2'), entryOf('old', '1')];
    const { outbox, done } = delivering(entries, [hook]);
    outbox.rows.push({
      ...entryOf('dead', '1'),
      state: 'dead',
      attempts: 10,
      waits: null,
      lastError: null,
      settledAt: startOfDay,
    });
    expect((await done).warnings).toEqual([
      '2 deliveries wait for gone, which is not among the sinks of this run: configure it again, or give them up with ingest deliveries drop --sink gone',
      '1 delivery waits for old, which is not among the sinks of this run: configure it again, or give it up with ingest deliveries drop --sink old',
    ]);
  });
});

/** Whole runs over a wire, told to one sink. */
function running(options: Partial<IngestOptions> = {}) {
  const clock = manualClock(startOfDay);
  const first = wire({ clock });
  const hook = keeping('hook');
  first.publish(startOfDay - minute, startOfDay - 2 * minute);
  const test = setup({ sources: [first], sinks: [hook], ...options }, clock);
  return { ...test, first, hook, next: (changes?: Partial<IngestOptions>) => test.another(changes).run() };
}

describe('a run with a sink', () => {
  it('warns once of what waits for a sink that it does not have any more', async () => {
    const test = running();
    test.hook.fails = unavailable('hook');
    await test.next();
    const report = await test.next({ sinks: [] });
    expect(report).toMatchObject({ outcome: 'ok', warnings: [expect.stringMatching(/^1 delivery waits for hook, /)] });
    expect((await test.next()).warnings).toEqual([]);
  });

  it('announces what is new, once, in the shape that is published', async () => {
    const test = running();
    const report = await test.next();
    expect(report.notifications).toEqual({ queued: 1, delivered: 1, pending: 0, dead: 0 });
    const [message] = test.hook.had;
    expect(newDataNotification.parse(message)).toEqual(message);
    expect(message).toMatchObject({
      runId: report.runId,
      source: 'wire',
      isFailover: false,
      itemCount: 2,
      collectionEventId: report.collections[0]?.eventId,
      timestamp: '2026-06-04T14:00:00.000Z',
      dateRange: { start: '2026-06-04T13:58:00.000Z', end: '2026-06-04T13:59:00.000Z' },
      storyKeys: [...test.stored.stories.keys()],
    });
    const again = await test.next();
    expect([again.notifications.queued, test.hook.had.length]).toEqual([0, 1]);
  });

  it('tells of each page by itself, and of every story once', async () => {
    const test = running();
    test.first.publish(...Array.from({ length: 8 }, (_, index) => startOfDay - (index + 3) * minute));
    expect((await test.next()).notifications).toMatchObject({ queued: 4, delivered: 4 });
    const keys = test.hook.had.flatMap((message) => (message.eventType === 'ALERT' ? [] : message.storyKeys));
    expect(new Set(keys)).toEqual(new Set(test.stored.stories.keys()));
    expect(keys).toHaveLength(10);
    expect(new Set(test.hook.had.map(({ eventId }) => eventId)).size).toBe(4);
  });

  it('says of what a source delivered in the place of another that it is so', async () => {
    const test = running();
    const second = wire({ clock: test.clock, name: 'second' });
    second.publish(startOfDay - minute);
    test.first.trouble = 'AUTH_FAILED';
    await test.next({ sources: [test.first, second] });
    expect(test.hook.had).toMatchObject([{ source: 'second', isFailover: true }]);
  });

  it('is as good as without one when the sink fails, and the next run delivers what is left', async () => {
    const test = running();
    test.hook.fails = unavailable('hook');
    expect(await test.next()).toMatchObject({
      outcome: 'ok',
      notifications: { queued: 1, delivered: 0, pending: 1, dead: 0 },
    });
    test.hook.fails = null;
    await test.clock.advance(10 * minute);
    expect((await test.next()).notifications).toEqual({ queued: 0, delivered: 1, pending: 0, dead: 0 });
    expect(test.hook.had).toHaveLength(1);
  });

  it('delivers what is left also when no source answers', async () => {
    const test = running();
    test.hook.fails = unavailable('hook');
    await test.next();
    test.hook.fails = null;
    test.first.trouble = 'NETWORK';
    await test.clock.advance(10 * minute);
    expect(await test.next()).toMatchObject({ outcome: 'failed', notifications: { delivered: 1, pending: 0 } });
  });

  it('leaves deliveries to the next run when it is stopped', async () => {
    const test = running();
    const stop = new AbortController();
    test.first.publish(...Array.from({ length: 4 }, (_, index) => startOfDay - (index + 3) * minute));
    test.first.troubleFrom(1, 'hang');
    const stopped = test.start(stop.signal);
    await test.clock.advance(0);
    stop.abort();
    await stopped;
    expect([test.hook.had.length, test.stored.deliveries.map(({ state }) => state)]).toEqual([0, ['pending']]);
  });

  it('keeps what it would have sent when it is told to, and never sends it', async () => {
    const test = running({ deliver: 'keep' });
    expect((await test.next()).notifications).toEqual({ queued: 1, delivered: 0, pending: 0, dead: 0 });
    expect(test.stored.deliveries.map(({ state }) => state)).toEqual(['replayed']);
    await test.next({ deliver: 'send' });
    expect(test.hook.had).toEqual([]);
  });

  it('sends nothing of what earlier runs left, either, when it is told to keep', async () => {
    const test = running();
    test.hook.fails = unavailable('hook');
    await test.next();
    test.hook.fails = null;
    await test.clock.advance(10 * minute);
    expect((await test.next({ deliver: 'keep' })).notifications).toMatchObject({ delivered: 0, pending: 1 });
    expect(test.hook.had).toEqual([]);
  });

  it('leaves deliveries to the next run when its store fails', async () => {
    const test = running();
    test.hook.fails = unavailable('hook');
    await test.next();
    test.hook.fails = null;
    await test.clock.advance(10 * minute);
    test.first.publish(test.clock.now());
    test.stored.failWith(new IngestError('STORE_FULL', 'news.db cannot grow'));
    expect(await test.next()).toMatchObject({ outcome: 'failed', error: { code: 'STORE_FULL' } });
    expect(test.hook.had).toEqual([]);
  });

  it('keeps it as well when it writes no state, unless it is told to send', async () => {
    const test = running({ writes: 'news' });
    await test.next();
    expect(test.stored.deliveries.map(({ state }) => state)).toEqual(['replayed']);
    test.first.publish(startOfDay);
    await test.next({ deliver: 'send' });
    expect(test.hook.had).toHaveLength(1);
  });

  it('announces nothing when it only asks, or when it is told not to', async () => {
    const test = running();
    expect((await test.next({ writes: 'nothing' })).notifications.queued).toBe(0);
    expect((await test.next({ announce: false })).notifications.queued).toBe(0);
    expect([test.stored.deliveries, test.hook.had]).toEqual([[], []]);
  });

  it('takes the time of deliveries from their own clock', async () => {
    const deliveryClock = manualClock(startOfDay + 1000 * minute);
    const times: number[] = [];
    const timed: Sink = {
      name: 'hook',
      deliver: async (_, { now }) => {
        times.push(now);
      },
    };
    await running({ deliveryClock, sinks: [timed] }).next();
    expect(times).toEqual([startOfDay + 1000 * minute]);
  });

  it('ends with the report in which the deliveries are', async () => {
    const test = running();
    const report = await test.run();
    expect(test.events.at(-1)).toMatchObject({ type: 'run:ended', report });
    expect(report.notifications.delivered).toBe(1);
  });

  it('reports what went wrong in a store that cannot be asked for its deliveries', async () => {
    const stored = pageStore();
    const outbox = { ...stored.store.outbox, queues: () => Promise.reject(new IngestError('STORE_BUSY', 'locked')) };
    const test = running({ store: { ...stored.store, outbox } });
    expect(await test.next()).toMatchObject({ outcome: 'failed', error: { code: 'STORE_BUSY' } });
  });
});
