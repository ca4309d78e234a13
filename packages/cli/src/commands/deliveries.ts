import {
  type DeliveryQuery,
  type DeliveryState,
  deliveryStates,
  disabledSinks,
  enableSink,
  IngestError,
  type Store,
  systemClock,
} from '@ingest/core';
import { all } from '../all.js';
import { suggestion } from '../config/explain-issue.js';
import { exitCodes } from '../exit-codes.js';
import { parseLimit } from '../parse-flag.js';
import { deliveriesTable, deliveryLines, disabledLines, toDeliveryJson } from '../render/deliveries.js';
import { count } from '../render/time.js';
import { type StoreFlags, withStore } from './with-store.js';

export interface DeliveriesFlags extends StoreFlags {
  readonly state?: string;
  readonly sink?: string;
  readonly limit?: string;
  readonly all?: boolean;
}

/** A table is one screen; programs get everything. */
const tableLimit = 50;

/** `ingest deliveries`: what was sent to the sinks and what waits, newest first. */
export function list(flags: DeliveriesFlags): Promise<number> {
  const query: DeliveryQuery = {
    ...(flags.state === undefined ? {} : { states: statesOf(flags.state) }),
    ...(flags.sink === undefined ? {} : { sink: flags.sink }),
    ...(flags.limit === undefined ? {} : { limit: parseLimit('--limit', flags.limit) }),
  };
  return withStore(flags, async (store, output) => {
    if (output.isJson) {
      output.json((await all(store.outbox.list(query))).map(toDeliveryJson));
      return exitCodes.ok;
    }
    const now = systemClock().now();
    const limit = query.limit ?? tableLimit;
    const found = await all(store.outbox.list({ ...query, limit: limit + 1 }));
    const shown = found.slice(0, limit);
    for (const line of deliveriesTable(shown, now, output.out)) output.data(line);
    if (found.length > limit)
      output.data(output.out.paint.dim(`the newest ${limit} (--limit, --state, --sink, --json)`));
    for (const line of disabledLines(await disabledSinks(store.registers), now, output.out.paint)) output.data(line);
    return exitCodes.ok;
  });
}

/** `ingest deliveries show EVENT_ID`: one event, what it announced and what became of it at each sink. */
export function show(eventId: string, flags: DeliveriesFlags): Promise<number> {
  return withStore(flags, async (store, output) => {
    const deliveries = await all(store.outbox.list({ eventId }));
    if (deliveries.length === 0) throw unknownEvent(eventId);
    if (output.isJson) output.json(deliveries.map(toDeliveryJson));
    else for (const line of deliveryLines(deliveries, systemClock().now(), output.out)) output.data(line);
    return exitCodes.ok;
  });
}

/** `ingest deliveries retry`: sends dead and dropped ones again with the next run, under the same ids. */
export function retry(eventId: string | undefined, flags: DeliveriesFlags): Promise<number> {
  const query = whichOf('retry', eventId, flags);
  return withStore(flags, async (store, output) => {
    await assertKnown(store, query);
    const enabled: string[] = [];
    for (const sink of await sinksToEnable(store, query))
      if (await enableSink(store.registers, sink)) enabled.push(sink);
    const retried = await store.outbox.retry(query);
    if (output.isJson) output.json({ retried, enabled });
    else {
      const { ok, dim, dot } = output.out.paint;
      for (const sink of enabled) output.data(`${ok()} ${sink} is enabled again`);
      if (retried > 0)
        output.data(`${ok()} ${count(retried, 'delivery is', 'deliveries are')} sent again with the next run`);
      else output.data(`${dim(dot)} nothing to send again: no dead or dropped delivery`);
    }
    return exitCodes.ok;
  });
}

/** `ingest deliveries drop`: gives up what is pending or dead. */
export function drop(eventId: string | undefined, flags: DeliveriesFlags): Promise<number> {
  const query = whichOf('drop', eventId, flags);
  return withStore(flags, async (store, output) => {
    await assertKnown(store, query);
    const dropped = await store.outbox.drop(query, systemClock().now());
    if (output.isJson) output.json({ dropped });
    else {
      const { ok, dim, dot } = output.out.paint;
      if (dropped > 0) output.data(`${ok()} ${count(dropped, 'delivery is', 'deliveries are')} given up`);
      else output.data(`${dim(dot)} nothing to give up: no pending or dead delivery`);
    }
    return exitCodes.ok;
  });
}

type Which = Pick<DeliveryQuery, 'eventId' | 'sink'>;

/** All deliveries are meant only when that is said. */
function whichOf(command: string, eventId: string | undefined, { sink, all: isAll = false }: DeliveriesFlags): Which {
  const isNarrow = eventId !== undefined || sink !== undefined;
  if (isAll && isNarrow)
    throw new IngestError('CONFIG_INVALID', '--all goes with neither an event nor --sink', {
      hint: 'leave out one of them',
    });
  if (!isAll && !isNarrow)
    throw new IngestError('CONFIG_INVALID', `deliveries ${command}: which ones is not said`, {
      hint: `name an event, --sink NAME or --all; ingest deliveries shows what there is`,
    });
  return { ...(eventId === undefined ? {} : { eventId }), ...(sink === undefined ? {} : { sink }) };
}

/** A name that nothing was ever meant for is a slip of the pen. */
async function assertKnown(store: Store, { eventId, sink }: Which): Promise<void> {
  if (eventId !== undefined && (await all(store.outbox.list({ eventId, limit: 1 }))).length === 0)
    throw unknownEvent(eventId);
  if (sink === undefined) return;
  const queues = await store.outbox.queues();
  const known = [...queues, ...(await disabledSinks(store.registers))].map((one) => one.sink);
  if (known.includes(sink)) return;
  const names = [...new Set(known)].sort();
  const others = names.length === 0 ? '\n  there is no delivery yet' : suggestion(sink, names);
  throw new IngestError('CONFIG_INVALID', `--sink: no delivery for ${JSON.stringify(sink)}${others}`);
}

/** What is sent again to a disabled sink would be given up at once. */
async function sinksToEnable(store: Store, { eventId, sink }: Which): Promise<readonly string[]> {
  if (sink !== undefined) return [sink];
  if (eventId === undefined) return (await disabledSinks(store.registers)).map((one) => one.sink);
  const given = await all(store.outbox.list({ eventId, states: ['dead', 'dropped'] }));
  return given.map((delivery) => delivery.sink);
}

function statesOf(text: string): readonly DeliveryState[] {
  return text.split(',').map((part) => {
    const name = part.trim();
    const state = deliveryStates.find((known) => known === name);
    if (state !== undefined) return state;
    throw new IngestError(
      'CONFIG_INVALID',
      `--state: unknown state ${JSON.stringify(name)}${suggestion(name, deliveryStates)}`,
    );
  });
}

function unknownEvent(eventId: string): IngestError {
  return new IngestError('CONFIG_INVALID', `no delivery of an event ${JSON.stringify(eventId)}`, {
    hint: 'ingest deliveries shows which there are; settled ones are removed after 30 days',
  });
}
