import {
  type Delivery,
  type EpochMs,
  escapeForTerminal,
  type Incident,
  isMuted,
  type Mute,
  mutedUntil,
  toAlert,
  toIso,
} from '@ingest/core';
import type { Screen } from '../output.js';
import { deliveryStandings, toDeliveryJson } from './deliveries.js';
import type { Paint } from './paint.js';
import { cut, renderTable } from './table.js';
import { ago, count, lengthOf } from './time.js';
import { withCommand } from './with-command.js';

/** Incidents for people, in the order given: since when, what, of which source, how it stands; below each what is wrong. */
export function alertsTable(incidents: readonly Incident[], now: EpochMs, screen: Screen): string[] {
  const { paint, columns } = screen;
  if (incidents.length === 0) return [];
  const rows = incidents.map((incident) => [
    ago(toIso(incident.firstSeenAt), now),
    incident.kind,
    incident.source === null ? paint.dash : escapeForTerminal(incident.source),
    stateOf(incident, paint),
    escapeForTerminal(incident.incidentId),
  ]);
  const titles = ['since', 'kind', 'source', 'state', 'id'].map((title) => ({ title }));
  const [header = '', ...lines] = renderTable(titles, rows, columns, paint.ellipsis);
  const below = (incident: Incident | undefined) =>
    incident === undefined ? [] : [paint.dim(cut(`     ${inOneLine(incident, now)}`, columns, paint.ellipsis))];
  return [header, ...lines.flatMap((line, index) => [line, ...below(incidents[index])])];
}

/** Everything that is known of one incident, and what became of its announcements. */
export function alertLines(
  incident: Incident,
  { muted, deliveries }: { readonly muted: readonly Mute[]; readonly deliveries: readonly Delivery[] },
  now: EpochMs,
  screen: Screen,
): string[] {
  const { paint } = screen;
  const { incidentId, kind, source, severity, summary, details, resolvedAt } = incident;
  const whose = source === null ? '' : ` of ${escapeForTerminal(source)}`;
  const firing = `${severity} since ${ago(toIso(incident.firstSeenAt), now)}`;
  const state = resolvedAt === null ? firing : `resolved ${ago(toIso(resolvedAt), now)} (was ${severity})`;
  return [
    `${signOf(incident, paint)} ${kind}${whose}, ${state}   ${escapeForTerminal(incidentId)}`,
    `  ${escapeForTerminal(summary)}`,
    ...details.split('\n').map((line) => `  ${escapeForTerminal(line)}`),
    `  ${seenInWords(incident, now)}`,
    ...(resolvedAt === null ? mutesOf(incident, muted) : []).flatMap((one) =>
      muteLines(one, now, { ...screen, columns: screen.columns - 2 }).map((line) => `  ${line}`),
    ),
    ...(deliveries.length === 0 ? [] : deliveryStandings(deliveries, now, screen)),
  ];
}

/** How long a kind is muted, and how to end that. */
export function muteLines({ kind, source, until }: Mute, now: EpochMs, { paint, columns }: Screen): string[] {
  const name = source === null ? '' : ` --source ${escapeForTerminal(source)}`;
  const line = `${paint.dim(paint.dot)} ${subjectOf({ kind, source })} is muted for ${lengthOf(until - now)} more`;
  return withCommand(line, `ingest alerts unmute ${kind}${name}`, columns);
}

/** `SOURCE_DEGRADED of finnhub` */
export function subjectOf({ kind, source }: Pick<Mute, 'kind' | 'source'>): string {
  return source === null ? kind : `${kind} of ${escapeForTerminal(source)}`;
}

/** An incident as a program reads it: the alert, how often people were told of it, and until when nobody is. */
export function toAlertJson(incident: Incident, muted: readonly Mute[]) {
  const { announcements, announcedAt, resolvedAt } = incident;
  // Whoever was told that something is wrong is told that it is over, muted or not.
  const until = resolvedAt === null ? mutedUntil(muted, incident.kind, incident.source) : null;
  return {
    ...toAlert(incident),
    announcements,
    announcedAt: announcedAt === null ? null : toIso(announcedAt),
    mutedUntil: until === null ? null : toIso(until),
  };
}

/** The same with what became of its announcements. */
export function toWholeAlertJson(incident: Incident, muted: readonly Mute[], deliveries: readonly Delivery[]) {
  return { ...toAlertJson(incident, muted), deliveries: deliveries.map(toDeliveryJson) };
}

function mutesOf({ kind, source }: Incident, muted: readonly Mute[]): readonly Mute[] {
  return muted.filter((one) => isMuted([one], kind, source));
}

function stateOf(incident: Incident, paint: Paint): string {
  return `${signOf(incident, paint)} ${incident.resolvedAt === null ? incident.severity : 'resolved'}`;
}

function signOf({ resolvedAt, severity }: Incident, paint: Paint): string {
  if (resolvedAt !== null) return paint.ok();
  return severity === 'critical' ? paint.failed() : paint.attention();
}

function inOneLine({ summary, resolvedAt }: Incident, now: EpochMs): string {
  const end = resolvedAt === null ? '' : `resolved ${ago(toIso(resolvedAt), now)}: `;
  return `${end}${escapeForTerminal(summary)}`;
}

function seenInWords({ lastSeenAt, announcements, announcedAt }: Incident, now: EpochMs): string {
  const seen = `seen last ${ago(toIso(lastSeenAt), now)}`;
  if (announcedAt === null) return `${seen}; nobody was told: it was muted, or another incident said enough`;
  return `${seen}; told ${count(announcements, 'time', 'times')}, last ${ago(toIso(announcedAt), now)}`;
}
