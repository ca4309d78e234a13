import {
  type Delivery,
  type DisabledSink,
  type EpochMs,
  escapeForTerminal,
  type Message,
  message as messageSchema,
  toIso,
} from '@ingest/core';
import type { Screen } from '../output.js';
import type { Paint } from './paint.js';
import { cut, renderTable } from './table.js';
import { ago, count } from './time.js';

/** Deliveries for people: how old, where to, how it stands and what of; below each the last error. */
export function deliveriesTable(deliveries: readonly Delivery[], now: EpochMs, screen: Screen): string[] {
  if (deliveries.length === 0) return ['no deliveries'];
  const rows = deliveries.map((delivery) => [
    ago(toIso(delivery.createdAt), now),
    ...standing(delivery, now, screen.paint),
    storyCount(messageOf(delivery), screen.paint),
    escapeForTerminal(delivery.eventId),
  ]);
  const titles = [
    { title: 'age', align: 'right' },
    ...standingTitles,
    { title: 'stories', align: 'right' },
    { title: 'event' },
  ] as const;
  return withErrors(renderTable(titles, rows, screen.columns, screen.paint.ellipsis), deliveries, screen);
}

/** All deliveries of one event: what it announced, and how it stands at each sink. */
export function deliveryLines(deliveries: readonly Delivery[], now: EpochMs, screen: Screen): string[] {
  const [first] = deliveries;
  if (first === undefined) return [];
  const at = toIso(first.createdAt);
  return [
    `${escapeForTerminal(first.eventId)}   stored ${ago(at, now)}, ${at}`,
    ...messageLines(messageOf(first), screen.paint).map((line) => `  ${line}`),
    ...deliveryStandings(deliveries, now, screen),
  ];
}

/** How deliveries stand at each sink, with the last error of each. */
export function deliveryStandings(deliveries: readonly Delivery[], now: EpochMs, screen: Screen): string[] {
  const rows = deliveries.map((delivery) => standing(delivery, now, screen.paint));
  return withErrors(renderTable(standingTitles, rows, screen.columns, screen.paint.ellipsis), deliveries, screen);
}

/** One for each sink that nothing is sent to any more, and what to do about it. */
export function disabledLines(disabled: readonly DisabledSink[], now: EpochMs, paint: Paint): string[] {
  return disabled.flatMap(({ sink, disabledAt, reason }) => {
    const name = escapeForTerminal(sink);
    const when = disabledAt === null ? 'some time ago' : ago(disabledAt, now);
    return [
      `${paint.attention()} ${name} was disabled ${when}: ${escapeForTerminal(reason)}`,
      `  take it out of the configuration; if it is back: ingest deliveries retry --sink ${name}`,
    ];
  });
}

/** A delivery as a program reads it; one that is due has no `nextTryAt`. */
export function toDeliveryJson(delivery: Delivery): Record<string, unknown> {
  const { eventId, sink, state, attempts, createdAt, waits, settledAt, lastError } = delivery;
  return {
    eventId,
    sink,
    state,
    attempts,
    createdAt: toIso(createdAt),
    nextTryAt: state === 'pending' && waits !== null ? toIso(waits.until) : null,
    settledAt: settledAt === null ? null : toIso(settledAt),
    lastError,
    message: messageOf(delivery),
  };
}

const standingTitles = [
  { title: 'sink' },
  { title: 'state' },
  { title: 'tries', align: 'right' },
  { title: 'next try' },
] as const;

function standing({ sink, state, attempts, waits }: Delivery, now: EpochMs, { dash }: Paint): string[] {
  const isWaiting = waits !== null && now >= waits.from && now < waits.until;
  const due = isWaiting ? ago(toIso(waits.until), now) : 'next run';
  return [escapeForTerminal(sink), state, String(attempts), state === 'pending' ? due : dash];
}

/** Errors are long: each gets a line of its own. */
function withErrors(
  [titles = '', ...rows]: readonly string[],
  deliveries: readonly Delivery[],
  { columns, paint }: Screen,
): string[] {
  const lines = rows.flatMap((row, index) => {
    const { lastError = null, state } = deliveries[index] ?? {};
    if (lastError === null) return [row];
    // What went wrong before it was delivered is past.
    const text = `${state === 'delivered' ? 'earlier: ' : ''}${escapeForTerminal(lastError)}`;
    return [row, paint.dim(cut(`     ${text}`, columns, paint.ellipsis))];
  });
  return [titles, ...lines];
}

/** An alert announces no story. */
function storyCount(message: Message | null, { dash }: Paint): string {
  if (message === null) return '?';
  return message.eventType === 'ALERT' ? dash : String(message.itemCount);
}

function messageLines(message: Message | null, paint: Paint): string[] {
  if (message === null) return ['a message that this version cannot read'];
  if (message.eventType === 'ALERT') {
    const { kind, state, summary, details } = message.alert;
    return [`${kind} ${state}: ${escapeForTerminal(summary)}`, ...details.split('\n').map(escapeForTerminal)];
  }
  const { itemCount, tickers, source, isFailover, dateRange, runId, storyKeys } = message;
  const by = `${escapeForTerminal(source)}${isFailover ? ' (failover)' : ''}`;
  return [
    `${count(itemCount, 'new story', 'new stories')} for ${tickers.join(' ')} by ${by}`,
    `published ${dateRange.start} to ${dateRange.end}, found by run ${escapeForTerminal(runId)}`,
    ...storyKeys.map((key) => paint.dim(key)),
  ];
}

/** Null for what another version wrote. */
function messageOf({ message }: Delivery): Message | null {
  try {
    return messageSchema.parse(JSON.parse(message));
  } catch {
    return null;
  }
}
