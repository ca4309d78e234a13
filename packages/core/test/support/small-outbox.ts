import type { Delivery, DeliveryState, OutboxEntry, OutboxStore, SinkQueue } from '@ingest/core';

/** The least that deliveries need of an outbox, with every row to look at. */
export function smallOutbox() {
  const rows: Delivery[] = [];
  const claims = new Map<Delivery, { readonly from: number; readonly until: number }>();
  const isOn = (term: { readonly from: number; readonly until: number } | null | undefined, now: number) =>
    term !== null && term !== undefined && now >= term.from && now < term.until;
  const change = (before: Delivery, fields: Partial<Delivery>) => {
    const after = { ...before, ...fields };
    rows.splice(rows.indexOf(before), 1, after);
    return after;
  };
  const notUsed = () => {
    throw new TypeError('a run does not call this');
  };
  const outbox: OutboxStore = {
    async add(entries) {
      rows.push(...entries.map(toDelivery));
    },
    async take(sink, now, claim) {
      const isDue = (row: Delivery) => row.state === 'pending' && !isOn(row.waits, now) && !isOn(claims.get(row), now);
      const due = rows.find((row) => row.sink === sink && isDue(row));
      if (due === undefined) return null;
      const taken = change(due, { attempts: due.attempts + 1 });
      claims.set(taken, claim);
      return { ...taken, attempt: taken.attempts };
    },
    async settle({ eventId, sink, attempt }, now, result) {
      const row = rows.find((one) => one.eventId === eventId && one.sink === sink && one.attempts === attempt);
      if (row?.state !== 'pending') return false;
      if (result.kind === 'again') change(row, { waits: result.waits, lastError: result.error });
      else if (result.kind === 'dead') change(row, { state: 'dead', lastError: result.error, settledAt: now });
      else change(row, { state: 'delivered', settledAt: now });
      return true;
    },
    async queues() {
      const names = [...new Set(rows.map(({ sink }) => sink))].sort();
      return names.map((sink) => queueOf(sink, rows));
    },
    async *list({ states, sink, minAttempts = 0, limit = rows.length }) {
      const found = rows.filter(
        (row) =>
          (states === undefined || states.includes(row.state)) &&
          (sink === undefined || row.sink === sink) &&
          row.attempts >= minAttempts,
      );
      yield* found.reverse().slice(0, limit);
    },
    retry: notUsed,
    drop: notUsed,
  };
  return {
    outbox,
    rows,
  };
}

function toDelivery(entry: OutboxEntry): Delivery {
  return { ...entry, attempts: 0, waits: null, lastError: null, settledAt: null };
}

function queueOf(sink: string, rows: readonly Delivery[]): SinkQueue {
  const own = rows.filter((row) => row.sink === sink);
  const count = (state: DeliveryState) => own.filter((row) => row.state === state).length;
  return {
    sink,
    counts: {
      pending: count('pending'),
      delivered: count('delivered'),
      dead: count('dead'),
      dropped: count('dropped'),
      replayed: count('replayed'),
    },
    oldestPendingAt: own.find(({ state }) => state === 'pending')?.createdAt ?? null,
  };
}
