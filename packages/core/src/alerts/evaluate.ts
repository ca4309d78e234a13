import type { Chance, EpochMs } from '../contracts/clock.js';
import type { Incident, IncidentStore } from '../contracts/incidents.js';
import type { OutboxEntry } from '../contracts/outbox.js';
import type { RegisterStore } from '../contracts/registers.js';
import type { EventReader } from '../events.js';
import type { AlertKind, AlertNotification } from '../model/alert.js';
import type { Redact } from '../security/redact.js';
import { toIso } from '../time/instant.js';
import { ulid } from '../time/ulid.js';
import { assess } from './assess.js';
import type { AlertFacts } from './facts.js';
import { mutes } from './mutes.js';
import { type IncidentStep, nextIncidents } from './next-incidents.js';
import { toAlert } from './to-alert.js';

export interface EvaluationOptions {
  readonly facts: AlertFacts;
  /** Which rules look. Default: all of them. */
  readonly kinds?: readonly AlertKind[];
  readonly incidents: IncidentStore;
  readonly registers: RegisterStore;
  /** Names of the sinks that are told of alerts. */
  readonly sinks: readonly string[];
  /** `replayed`: kept to be looked at, never sent. */
  readonly state: OutboxEntry['state'];
  readonly chance: Chance;
  readonly redact: Redact;
  readonly onEvent: EventReader;
}

/** What a look came to. */
export interface Evaluation {
  /** Those that are open, and those that were resolved just now. */
  readonly incidents: readonly Incident[];
  /** How many notifications were committed. */
  readonly queued: number;
}

/** Looks at the facts, changes the incidents in one step with what is sent of them, and tells what happened. */
export async function evaluateAlerts(options: EvaluationOptions): Promise<Evaluation> {
  const { facts, kinds, incidents, registers, chance, redact, onEvent } = options;
  const { now } = facts;
  const verdicts = assess(facts, kinds);
  const muted = await mutes(registers, now);
  const isWatched = (source: string) => facts.sources.some((one) => one.source === source);
  const context = { now, muted, isWatched, redact, newId: () => ulid(now, chance) };
  const { steps, open, queued } = await incidents.change((open) => {
    const steps = nextIncidents(open, verdicts, context);
    const notifications = steps.flatMap((step) => entriesOf(step, now, options));
    const changed = steps.map(({ incident }) => incident);
    return { incidents: changed, notifications, result: { steps, open, queued: notifications.length } };
  });
  for (const { incident, tells } of steps)
    if (tells !== null) onEvent({ type: `incident:${tells}`, at: toIso(now), alert: toAlert(incident) });
  const untouched = open.filter(({ incidentId }) => !steps.some(({ incident }) => incident.incidentId === incidentId));
  return { incidents: [...steps.map(({ incident }) => incident), ...untouched], queued };
}

/** One row for each sink. The id counts what people were told of the incident, so that in doubt it is told again under the same. */
function entriesOf(
  { incident, tells }: IncidentStep,
  now: EpochMs,
  { sinks, state }: Pick<EvaluationOptions, 'sinks' | 'state'>,
): readonly OutboxEntry[] {
  if (tells === null) return [];
  const notification: AlertNotification = {
    eventId: `${incident.incidentId}.${incident.announcements}`,
    eventType: 'ALERT',
    timestamp: toIso(now),
    alert: toAlert(incident),
  };
  const message = JSON.stringify(notification);
  return sinks.map((sink) => ({ eventId: notification.eventId, sink, message, createdAt: now, state }));
}
