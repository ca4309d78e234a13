import { type Alert, escapeForTerminal } from '@ingest/core';
import type { Paint } from './paint.js';

/** An alert in one line: how bad, what, and what to read. */
export function alertLine({ kind, severity, state, source, summary, incidentId }: Alert, paint: Paint): string {
  const subject = escapeForTerminal(source === undefined ? kind : `${kind} ${source}`);
  if (state === 'resolved') return `${paint.ok()} ${subject} is over`;
  const sign = severity === 'critical' ? paint.failed() : paint.attention();
  return `${sign} ${subject}: ${escapeForTerminal(summary)}   (ingest alerts show ${escapeForTerminal(incidentId)})`;
}
