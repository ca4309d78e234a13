import type { Chance, EpochMs } from '../contracts/clock.js';
import type { Alert, AlertKind, AlertNotification } from '../model/alert.js';
import { toIso } from '../time/instant.js';
import { ulid } from '../time/ulid.js';
import { runbookOf } from './in-words.js';

export interface TestAlertOptions {
  readonly kind: AlertKind;
  /** `resolved` pages nobody and leaves nothing open; who is sent `firing` is to be sent the other one behind it. */
  readonly state: Alert['state'];
  /** What it belongs to, the same in both states: see `testIncidentId`. */
  readonly incidentId: string;
  readonly now: EpochMs;
  /** The command that sends it. */
  readonly sentBy: string;
}

/** The id of an incident that is nowhere kept: no real one has such an id. */
export function testIncidentId(now: EpochMs, chance: Chance): string {
  return `test-${ulid(now, chance)}`;
}

/** An alert that tells of nothing, to see whether alerts arrive: it says so in its first word. */
export function testAlert({ kind, state, incidentId, now, sentBy }: TestAlertOptions): AlertNotification {
  const at = toIso(now);
  const isOver = state === 'resolved';
  return {
    eventId: `${incidentId}.${isOver ? 2 : 1}`,
    eventType: 'ALERT',
    timestamp: at,
    alert: {
      incidentId,
      kind,
      severity: 'warning',
      state,
      summary: `TEST: nothing is wrong; this is how ${isOver ? `the end of ${kind}` : kind} would reach you`,
      details: [
        `sent by hand with ${sentBy}`,
        `what to do: nothing${isOver ? '' : '; that it is over follows at once'}`,
        `read more: ${runbookOf(kind)}`,
      ].join('\n'),
      firstSeenAt: at,
      lastSeenAt: at,
      ...(isOver && { resolvedAt: at }),
    },
  };
}
