import {
  type Delivery,
  type DeliveryState,
  deliveryStates,
  enableSink,
  IngestError,
  type Store,
  systemClock,
  toIso,
} from '@ingest/core';
import { openStore } from '../compose.js';
import { loadSettings, type SettingFlags } from '../config/load.js';
import { createOutput, type Output, type OutputOptions } from '../output.js';
import { deliveryRow, deliveryTitles } from '../render/delivery-row.js';
import { renderTable } from '../render/table.js';
import { count } from '../render/time.js';

export interface DeliveriesFlags extends Pick<SettingFlags, 'config' | 'store'>, OutputOptions {
  readonly sink?: string;
  readonly state?: string;
  readonly limit?: string;
  readonly all?: boolean;
}

/** So many in a table without `--limit`. */
const shownInTable = 50;

/** `ingest deliveries list`: what is on its way, was delivered, or could not be; newest first. */
export function list(flags: DeliveriesFlags): Promise<number> {
  return withStore(flags, async (store, output) => {
    const limit = readLimit(flags.limit) ?? (output.isJson ? undefined : shownInTable);
    const states = readStates(flags.state);
    const query = { ...(flags.sink !== undefined && { sink: flags.sink }), ...(states !== undefined && { states }) };
    const found = await collect(store, { ...query, ...(limit !== undefined && { limit }) });
    if (output.isJson) output.json(found.map(toJson));
    else print(output, found);
    return 0;
  });
}

/** `ingest deliveries show EVENT`: one notification and how it stands with each sink. */
export function show(eventId: string, flags: DeliveriesFlags): Promise<number> {
  return withStore(flags, async (store, output) => {
    const found = await collect(store, { eventId });
    if (found.length === 0) throw unknownEvent(eventId);
    if (output.isJson) output.json(found.map(toJson));
    else {
      print(output, found);
      output.data(JSON.stringify(JSON.parse(found[0]?.message ?? 'null'), null, 2));
    }
    return 0;
  });
}

/** `ingest deliveries retry`: dead and dropped ones are due again under their ids; a disabled sink is enabled. */
export function retry(eventId: string | undefined, flags: DeliveriesFlags): Promise<number> {
  return withStore(flags, async (store, output) => {
    const query = chosen('retry', eventId, flags);
    const retried = await store.outbox.retry(query);
    const sinks = flags.sink === undefined ? (await store.outbox.queues()).map(({ sink }) => sink) : [flags.sink];
    const enabled: string[] = [];
    if (eventId === undefined)
      for (const sink of sinks) if (await enableSink(store.registers, sink)) enabled.push(sink);
    if (output.isJson) output.json({ retried, enabled });
    else {
      const again = enabled.length === 0 ? '' : `, enabled ${enabled.join(', ')}`;
      output.data(`${output.out.paint.ok()} ${count(retried, 'delivery is', 'deliveries are')} due again${again}`);
      output.line('  the next run sends them: ingest run');
    }
    return 0;
  });
}

/** `ingest deliveries drop`: gives up what waits or is dead. */
export function drop(eventId: string | undefined, flags: DeliveriesFlags): Promise<number> {
  return withStore(flags, async (store, output) => {
    const dropped = await store.outbox.drop(chosen('drop', eventId, flags), systemClock().now());
    if (output.isJson) output.json({ dropped });
    else output.data(`${output.out.paint.ok()} dropped ${count(dropped, 'delivery', 'deliveries')}`);
    return 0;
  });
}

async function withStore(
  flags: DeliveriesFlags,
  work: (store: Store, output: Output) => Promise<number>,
): Promise<number> {
  const output = createOutput(flags);
  const { settings } = await loadSettings(flags);
  const store = await openStore(settings.store, false);
  try {
    return await work(store, output);
  } finally {
    await store.close();
  }
}

async function collect(store: Store, query: Parameters<Store['outbox']['list']>[0]): Promise<readonly Delivery[]> {
  const found: Delivery[] = [];
  for await (const delivery of store.outbox.list(query)) found.push(delivery);
  return found;
}

function print(output: Output, found: readonly Delivery[]): void {
  const { paint, columns } = output.out;
  const now = systemClock().now();
  if (found.length === 0) output.line('no deliveries');
  else {
    const rows = found.map((delivery) => deliveryRow(delivery, now, paint));
    for (const line of renderTable(deliveryTitles, rows, columns, paint.ellipsis)) output.data(line);
  }
}

function toJson({ message, waits, createdAt, settledAt, ...delivery }: Delivery): object {
  const iso = (at: number | null) => (at === null ? null : toIso(at));
  return {
    ...delivery,
    createdAt: iso(createdAt),
    nextTryAt: iso(waits?.until ?? null),
    settledAt: iso(settledAt),
    message: JSON.parse(message) as unknown,
  };
}

/** All of them only when that is said: a slip of the finger must not send a day's letters again. */
function chosen(command: string, eventId: string | undefined, { sink, all }: DeliveriesFlags) {
  if (eventId === undefined && sink === undefined && !all)
    throw new IngestError('CONFIG_INVALID', `deliveries ${command}: which ones?`, {
      hint: `name an event, --sink NAME, or --all; see them: ingest deliveries list --state dead`,
    });
  return { ...(eventId !== undefined && { eventId }), ...(sink !== undefined && { sink }) };
}

function readStates(text: string | undefined): readonly DeliveryState[] | undefined {
  if (text === undefined) return undefined;
  return text.split(',').map((part) => {
    const state = deliveryStates.find((known) => known === part.trim());
    if (state === undefined)
      throw new IngestError('CONFIG_INVALID', `--state: ${JSON.stringify(part)} is no state of a delivery`, {
        hint: `known: ${deliveryStates.join(', ')}`,
      });
    return state;
  });
}

function readLimit(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,8}$/.test(text))
    throw new IngestError(
      'CONFIG_INVALID',
      `--limit: expected a whole number of at least 1, not ${JSON.stringify(text)}`,
    );
  return Number(text);
}

function unknownEvent(eventId: string): IngestError {
  return new IngestError('CONFIG_INVALID', `no delivery of an event ${JSON.stringify(eventId)} is known`, {
    hint: 'see those that are: ingest deliveries list',
  });
}
