import { millisecondsBetween } from '../contracts/clock.js';
import type { Sink } from '../contracts/sink.js';
import { defaultBudgetMs } from '../delivery/drain.js';
import type { Alerting } from './alerting.js';
import { type DeliveredRun, deliver } from './deliver.js';
import type { IngestSettings } from './settings.js';

export interface EndedRun {
  /** How many deliveries its pages committed. */
  readonly queued: number;
  readonly alerting: Alerting;
  readonly signal: AbortSignal;
}

/** Delivers news and alerts at the end of a run, looks how that went, and delivers what people are told of it. */
export async function deliverAll(
  settings: IngestSettings,
  { queued, alerting, signal }: EndedRun,
): Promise<DeliveredRun> {
  const { store, chance, onEvent, redact, deliveryClock: clock, writes, ledger } = settings;
  const begun = clock.elapsed();
  const sends = settings.deliver === 'send';
  const options = { store, sinks: allSinks(settings), clock, chance, onEvent, redact, signal, sends };
  const first = await deliver({ ...options, queued: queued + alerting.queued });
  const isInTrouble =
    first.notifications.pending + first.notifications.dead > 0 ||
    alerting.reports.some(({ kind, state }) => kind === 'DELIVERY_FAILING' && state === 'firing');
  if (!sends || !isInTrouble || signal.aborted) return first;
  const before = alerting.queued;
  await alerting.afterDelivering(writes === 'all' ? store.registers : ledger.registers);
  const added = alerting.queued - before;
  if (added === 0) return first;
  const { pending } = first.notifications;
  const waiting = { ...first.notifications, queued: queued + alerting.queued, pending: pending + added };
  const budgetMs = defaultBudgetMs - millisecondsBetween(begun, clock.elapsed());
  if (budgetMs < shortestBudgetMs) return { ...first, notifications: waiting };
  const second = await deliver({ ...options, budgetMs, queued: queued + alerting.queued });
  const delivered = first.notifications.delivered + second.notifications.delivered;
  return { ...second, notifications: { ...second.notifications, delivered } };
}

/** With less left a delivery is not begun: it would be cut off, and tried twice. */
const shortestBudgetMs = 1_000;

/** Each once: a sink may be told of news and of alerts. */
export function allSinks({ sinks, alertSinks }: Pick<IngestSettings, 'sinks' | 'alertSinks'>): readonly Sink[] {
  const names = new Set(sinks.map(({ name }) => name));
  return [...sinks, ...alertSinks.filter(({ name }) => !names.has(name))];
}
