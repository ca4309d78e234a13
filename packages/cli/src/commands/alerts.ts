import {
  type AlertKind,
  alertKinds,
  alertKindsOfSources,
  type Incident,
  type IncidentQuery,
  IngestError,
  type Mute,
  mute as muteKind,
  mutes,
  type Settings,
  type Store,
  systemClock,
  toIso,
  unmute as unmuteKind,
} from '@ingest/core';
import { all } from '../all.js';
import { suggestion } from '../config/explain-issue.js';
import { loadSettings } from '../config/load.js';
import { exitCodes } from '../exit-codes.js';
import { createOutput } from '../output.js';
import { parseLength, parseLimit } from '../parse-flag.js';
import { alertLines, alertsTable, muteLines, subjectOf, toAlertJson, toWholeAlertJson } from '../render/alerts.js';
import { lengthOf } from '../render/time.js';
import { type StoreFlags, withStore, withStoreAt } from './with-store.js';

export interface AlertsFlags extends StoreFlags {
  readonly all?: boolean;
  readonly limit?: string;
}

export interface MuteFlags extends StoreFlags {
  readonly source?: string;
  readonly for?: string;
}

/** A table is one screen. */
const tableLimit = 20;

/** `ingest alerts`: the incidents that are open, then those that are resolved, each newest first; and what is muted. */
export function list(flags: AlertsFlags): Promise<number> {
  const asked = flags.limit === undefined ? undefined : parseLimit('--limit', flags.limit);
  return withStore(flags, async (store, output) => {
    const now = systemClock().now();
    const muted = await mutes(store.registers, now);
    const limit = asked ?? (output.isJson || flags.all ? undefined : tableLimit);
    const { open, resolved, isWhole } = await readIncidents(store, limit);
    if (output.isJson) {
      output.json([...open, ...resolved].map((incident) => toAlertJson(incident, muted)));
      return exitCodes.ok;
    }
    const { paint } = output.out;
    if (open.length === 0) output.data(`${paint.ok()} no incident is open`);
    for (const line of alertsTable([...open, ...resolved], now, output.out)) output.data(line);
    if (!isWhole) output.data(paint.dim(`the first ${limit} (--limit, --all, --json)`));
    for (const line of muted.flatMap((one) => muteLines(one, now, output.out))) output.data(line);
    return exitCodes.ok;
  });
}

/** `ingest alerts show ID`: everything that is known of one incident. */
export function show(id: string, flags: StoreFlags): Promise<number> {
  return withStore(flags, async (store, output) => {
    const now = systemClock().now();
    const incident = await findIncident(store, id);
    const muted = await mutes(store.registers, now);
    const eventIds = Array.from(
      { length: incident.announcements },
      (_, index) => `${incident.incidentId}.${index + 1}`,
    );
    const deliveries = (await Promise.all(eventIds.map((eventId) => all(store.outbox.list({ eventId }))))).flat();
    if (output.isJson) output.json(toWholeAlertJson(incident, muted, deliveries));
    else for (const line of alertLines(incident, { muted, deliveries }, now, output.out)) output.data(line);
    return exitCodes.ok;
  });
}

/** `ingest alerts mute KIND`: nobody is told of this kind for a while; it is kept and shown all the same. */
export async function mute(kindText: string, flags: MuteFlags): Promise<number> {
  const subject = subjectOfFlags(kindText, flags);
  const lengthMs = parseLength('--for', flags.for ?? '', longestMute);
  const output = createOutput(flags);
  const { settings } = await loadSettings(storeFlags(flags));
  assertConfigured(subject.source, settings);
  return withStoreAt(settings.store, async (store) => {
    const now = systemClock().now();
    const { kind, source, until } = await muteKind(store.registers, subject, now, lengthMs);
    if (output.isJson) output.json({ kind, source, until: toIso(until) });
    else {
      const till = `for ${lengthOf(lengthMs)}, until ${toIso(until)}`;
      output.data(
        `${output.out.paint.ok()} nobody is told of ${subjectOf(subject)} ${till}; ingest alerts shows it all the same`,
      );
    }
    return exitCodes.ok;
  });
}

/** `ingest alerts unmute KIND`: people are told of it again, with the next run. */
export function unmute(kindText: string, flags: MuteFlags): Promise<number> {
  const subject = subjectOfFlags(kindText, flags);
  return withStore(storeFlags(flags), async (store, output) => {
    const wasMuted = await unmuteKind(store.registers, subject);
    if (output.isJson) {
      output.json({ ...subject, wasMuted });
      return exitCodes.ok;
    }
    const { paint } = output.out;
    if (wasMuted) output.data(`${paint.ok()} people are told of ${subjectOf(subject)} again`);
    else output.data(`${paint.dim(paint.dot)} ${subjectOf(subject)} was not muted`);
    const now = systemClock().now();
    const muted = await mutes(store.registers, now);
    for (const line of muted.flatMap((one) => muteLines(one, now, output.out))) output.data(line);
    return exitCodes.ok;
  });
}

/** The kind of a command line, in either case. CONFIG_INVALID that names the nearest for what is none. */
export function toKind(text: string): AlertKind {
  const name = text.trim().toUpperCase().replaceAll('-', '_');
  const kind = alertKinds.find((known) => known === name);
  if (kind !== undefined) return kind;
  throw new IngestError(
    'CONFIG_INVALID',
    `unknown kind of alert ${JSON.stringify(text)}${suggestion(name, alertKinds)}`,
  );
}

/** Longer is no break but a decision, and that belongs into the configuration. */
const longestMute = '30d';

function subjectOfFlags(kindText: string, flags: MuteFlags): Pick<Mute, 'kind' | 'source'> {
  const kind = toKind(kindText);
  const { source = null } = flags;
  if (source === null || alertKindsOfSources.some((one) => one === kind)) return { kind, source };
  throw new IngestError('CONFIG_INVALID', `--source: ${kind} is about no single source`, {
    hint: `leave out --source; it goes with ${alertKindsOfSources.join(', ')}`,
  });
}

/** The source of a mute is not the chain of a run. */
function storeFlags({ source: _, for: __, ...flags }: MuteFlags): StoreFlags {
  return flags;
}

/** A mute of a source that there is not keeps nobody quiet. */
function assertConfigured(source: string | null, { sources }: Pick<Settings, 'sources'>): void {
  const names = sources.map(({ use, name = use }) => name);
  if (source === null || names.includes(source)) return;
  throw new IngestError('CONFIG_INVALID', `--source: no source ${JSON.stringify(source)}${suggestion(source, names)}`);
}

interface Found {
  readonly open: readonly Incident[];
  readonly resolved: readonly Incident[];
  /** Whether there are no more. */
  readonly isWhole: boolean;
}

async function readIncidents({ incidents }: Store, limit: number | undefined): Promise<Found> {
  const read = (query: IncidentQuery) => all(incidents.list(query));
  if (limit === undefined)
    return { open: await read({ isOpen: true }), resolved: await read({ isOpen: false }), isWhole: true };
  const found = await read({ isOpen: true });
  const open = found.slice(0, limit);
  const resolved = await read({ isOpen: false, limit: limit - open.length + 1 });
  return {
    open,
    resolved: resolved.slice(0, limit - open.length),
    isWhole: found.length + resolved.length <= limit,
  };
}

/** By its id, or by a beginning that only one has. */
async function findIncident({ incidents }: Store, text: string): Promise<Incident> {
  const start = text.trim().toUpperCase();
  const [whole] = await all(incidents.list({ incidentId: start }));
  if (whole !== undefined) return whole;
  const found = start === '' ? [] : (await all(incidents.list({}))).filter((one) => one.incidentId.startsWith(start));
  const [incident, other] = found;
  if (incident === undefined)
    throw new IngestError('CONFIG_INVALID', `no incident ${JSON.stringify(text)}`, {
      hint: 'ingest alerts --all shows which there are; resolved ones are removed after 30 days',
    });
  if (other !== undefined)
    throw new IngestError('CONFIG_INVALID', `${found.length} incidents begin with ${JSON.stringify(text)}`, {
      hint: `say more of the id: ${found
        .slice(0, 4)
        .map(({ incidentId }) => incidentId)
        .join(', ')}`,
    });
  return incident;
}
