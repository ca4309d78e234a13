import * as z from 'zod';
import { instant, limits } from './primitives.js';

/** Everything that people are told of. Each has a section in docs/runbook.md. */
export const alertKinds = [
  'COLLECTION_FAILURES',
  'SOURCE_DEGRADED',
  'AUTH_FAILED',
  'STALE_DATA',
  'NO_NEWS',
  'SLOW_COLLECTION',
  'DELIVERY_FAILING',
  'QUOTA_LOW',
] as const;
/** What an alert is about, as it is checked. */
export const alertKind = z.enum(alertKinds);
/** What an alert is about. */
export type AlertKind = z.infer<typeof alertKind>;

/** Those that are about one source each; the others are about all of them. */
export const alertKindsOfSources = [
  'SOURCE_DEGRADED',
  'AUTH_FAILED',
  'QUOTA_LOW',
] as const satisfies readonly AlertKind[];

/** `critical`: news is missing, or will be soon; `warning`: somebody should look today. */
export const alertSeverities = ['warning', 'critical'] as const;
/** How soon somebody has to look. */
export type AlertSeverity = (typeof alertSeverities)[number];

/** What people are told of one incident. It keeps its `incidentId` from the first time it is told until it is resolved. */
export const alert = z
  .object({
    incidentId: z.string(),
    kind: alertKind,
    severity: z.enum(alertSeverities),
    state: z.enum(['firing', 'resolved']),
    source: z.string().optional().describe('The source it is about; absent where it is about all of them.'),
    summary: z.string().min(1).max(limits.headline).describe('What is wrong, in one sentence.'),
    details: z
      .string()
      .max(limits.description)
      .describe('Lines of text: since when, what still works, what to do, and where to read more.'),
    firstSeenAt: instant,
    lastSeenAt: instant.describe('When it was seen last to be so.'),
    resolvedAt: instant.optional(),
  })
  .describe('Something is wrong, still is, or is over.');
/** Something that is wrong, still is, or is over, in the words that people read. */
export type Alert = z.infer<typeof alert>;

/** An alert on its way to people: once when it fires, again while it lasts, once when it is resolved. */
export const alertNotification = z
  .object({
    eventId: z.string().describe('Stays the same however often it is delivered.'),
    eventType: z.literal('ALERT'),
    timestamp: instant.describe('When it was decided to tell.'),
    alert,
  })
  .describe('An alert fires, goes on or is resolved.');
/** An alert as a sink is handed it. */
export type AlertNotification = z.infer<typeof alertNotification>;
