import type { Chance, EpochMs } from '../contracts/clock.js';
import type { AlertKind, AlertNotification } from '../model/alert.js';
import { toIso } from '../time/instant.js';
import { ulid } from '../time/ulid.js';
import { runbookOf } from './in-words.js';

/**
 * An alert that tells of nothing, to see whether alerts arrive: it says so in its first word, belongs to an incident that is
 * nowhere kept, and is never resolved.
 */
export function testAlert(kind: AlertKind, now: EpochMs, chance: Chance): AlertNotification {
  const incidentId = ulid(now, chance);
  const at = toIso(now);
  return {
    eventId: `${incidentId}.1`,
    eventType: 'ALERT',
    timestamp: at,
    alert: {
      incidentId,
      kind,
      severity: 'warning',
      state: 'firing',
      summary: `TEST: nothing is wrong; this is how ${kind} would reach you`,
      details: [
        'sent by hand with ingest alerts test',
        'what to do: nothing; no word will follow that it is over',
        `read more: ${runbookOf(kind)}`,
      ].join('\n'),
      firstSeenAt: at,
      lastSeenAt: at,
    },
  };
}
