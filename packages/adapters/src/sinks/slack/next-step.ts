import type { Alert, AlertKind } from '@ingest/core';

/** What shows most about an alert of each kind. */
const commands: Readonly<Record<AlertKind, string>> = {
  COLLECTION_FAILURES: 'ingest doctor',
  SOURCE_DEGRADED: 'ingest sources',
  AUTH_FAILED: 'ingest doctor',
  STALE_DATA: 'ingest events',
  NO_NEWS: 'ingest events',
  SLOW_COLLECTION: 'ingest events',
  DELIVERY_FAILING: 'ingest deliveries --state pending,dead',
  QUOTA_LOW: 'ingest sources',
};

/** The command to run next and the section of the runbook, as far as the details name none. What is over asks for neither. */
export function readMore({ kind, state, details }: Pick<Alert, 'kind' | 'state' | 'details'>): readonly string[] {
  if (state === 'resolved') return [];
  return [
    ...(/\bingest [a-z]/.test(details) ? [] : [commands[kind]]),
    ...(details.includes('runbook') ? [] : [`docs/runbook.md#${kind.toLowerCase()}`]),
  ];
}
