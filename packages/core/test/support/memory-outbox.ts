import type {
  Delivery,
  DeliveryQuery,
  DeliveryState,
  OutboxStore,
  SinkQueue,
  Term,
} from '../../src/contracts/outbox.js';
import { isOver } from '../../src/time/term.js';

type Row = { -readonly [Key in keyof Delivery]: Delivery[Key] } & { claim: Term | null };

export interface MemoryOutbox extends OutboxStore {
  /** Everything, in the order in which it was added. */
  readonly rows: readonly Readonly<Row>[];
  /** Called before each operation; what it throws is what the operation rejects with. */
  before: (operation: 'take' | 'settle') => void;
}

/** An outbox as the contract says, in a list. */
export function memoryOutbox(): MemoryOutbox {
  const rows: Row[] = [];
  const matching = ({ eventId, sink, states, minAttempts = 0 }: DeliveryQuery) =>
    rows.filter(
      (row) =>
        (eventId === undefined || row.eventId === eventId) &&
        (sink === undefined || row.sink === sink) &&
        row.attempts >= minAttempts &&
        (states === undefined || states.includes(row.state)),
    );
  const isDue = (row: Row, now: number) =>
    row.state === 'pending' &&
    (row.waits === null || isOver(row.waits, now)) &&
    (row.claim === null || isOver(row.claim, now));
  const outbox: MemoryOutbox = {
    rows,
    before: () => {},
    async add(entries) {
      rows.push(...entries.map((entry) => ({ ...entry, ...untouched })));
    },
    async take(sink, now, claim) {
      outbox.before('take');
      const [row] = matching({ sink })
        .filter((one) => isDue(one, now))
        .sort(oldestFirst);
      if (row === undefined) return null;
      row.attempts += 1;
      row.claim = claim;
      return { ...toDelivery(row), attempt: row.attempts };
    },
    async settle({ eventId, sink, attempt }, now, result) {
      outbox.before('settle');
      const [row] = matching({ eventId, sink });
      if (row === undefined || row.claim === null || row.attempts !== attempt) return false;
      row.claim = null;
      row.waits = result.kind === 'again' ? result.waits : null;
      if (result.kind !== 'delivered') row.lastError = result.error;
      if (result.kind !== 'again') Object.assign(row, { state: result.kind, settledAt: now });
      return true;
    },
    async *list({ limit = rows.length, ...query }) {
      const found = matching(query).sort((left, right) => oldestFirst(right, left));
      yield* found.slice(0, limit).map(toDelivery);
    },
    async queues() {
      return [...new Set(rows.map(({ sink }) => sink))].sort().map((sink) => queueOf(sink, matching({ sink })));
    },
    async retry(query) {
      const given = matching({ ...query, states: ['dead', 'dropped'] });
      for (const row of given)
        Object.assign(row, { state: 'pending', attempts: 0, waits: null, settledAt: null, claim: null });
      return given.length;
    },
    async drop(query, now) {
      const given = matching({ ...query, states: ['pending', 'dead'] });
      for (const row of given) Object.assign(row, { state: 'dropped', waits: null, settledAt: now, claim: null });
      return given.length;
    },
  };
  return outbox;
}

const untouched = { attempts: 0, waits: null, lastError: null, settledAt: null, claim: null };

function toDelivery({ claim: _, ...delivery }: Row): Delivery {
  return delivery;
}

function queueOf(sink: string, rows: readonly Row[]): SinkQueue {
  const counts: Record<DeliveryState, number> = { pending: 0, delivered: 0, dead: 0, dropped: 0, replayed: 0 };
  for (const { state } of rows) counts[state] += 1;
  const [oldest] = rows.filter(({ state }) => state === 'pending').sort(oldestFirst);
  return { sink, counts, oldestPendingAt: oldest?.createdAt ?? null };
}

function oldestFirst(left: Row, right: Row): number {
  return left.createdAt - right.createdAt || (left.eventId < right.eventId ? -1 : 1);
}
