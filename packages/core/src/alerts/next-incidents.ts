import type { EpochMs } from '../contracts/clock.js';
import type { Incident } from '../contracts/incidents.js';
import type { Redact } from '../security/redact.js';
import { DAY_MS, HOUR_MS } from '../time/instant.js';
import { isOver, termAround } from '../time/term.js';
import { inWords, overInWords } from './in-words.js';
import { isInhibited } from './inhibition.js';
import { isMuted, type Mute } from './mutes.js';
import type { Verdict } from './verdict.js';

/** After so long without a look the incident of a source that is configured no more is over. */
const forgottenAfterMs = DAY_MS;
/** How long an incident lasts before people are told again. */
export const repeatAfterMs = 4 * HOUR_MS;

export interface IncidentContext {
  readonly now: EpochMs;
  readonly muted: readonly Mute[];
  /** Whether somebody looks after a source: it is one of this chain. */
  readonly isWatched: (source: string) => boolean;
  /** Called once for each that is new. */
  readonly newId: () => string;
  readonly redact: Redact;
}

/** An incident after a look, and whether people are to be told of it. */
export interface IncidentStep {
  readonly incident: Incident;
  readonly change: 'fired' | 'went-on' | 'resolved';
  /** Why people are told; null when they are not. */
  readonly tells: 'fired' | 'repeated' | 'resolved' | null;
}

/**
 * What the verdicts mean for the open incidents, one step for each of them and for each that is new. Told once when it fires, or
 * later when it was muted or inhibited at first; again every four hours; and once when it is resolved, if people ever heard of it.
 */
export function nextIncidents(
  open: readonly Incident[],
  verdicts: readonly Verdict[],
  context: IncidentContext,
): readonly IncidentStep[] {
  const seen = verdicts.flatMap((verdict) => {
    const before = open.find(({ kind, source }) => kind === verdict.kind && source === verdict.source) ?? null;
    return verdict.isFiring
      ? [goesOn(before, verdict, context)]
      : before === null
        ? []
        : [resolved(before, context.now)];
  });
  // What nobody looked at is as it was; it still inhibits.
  const unseen = open.filter(({ incidentId }) => !seen.some(({ incident }) => incident.incidentId === incidentId));
  const firing = [...seen.map(({ incident }) => incident), ...unseen].filter(({ resolvedAt }) => resolvedAt === null);
  const waiting = unseen.flatMap((incident): Seen[] => {
    if (isOthers(incident, context)) return isForgotten(incident, context.now) ? [resolved(incident, context.now)] : [];
    return [{ incident, change: 'went-on' }];
  });
  return [...seen, ...waiting]
    .map((step) => announced(step, firing, context))
    .filter(({ tells, change, incident }) => tells !== null || change === 'resolved' || !unseen.includes(incident));
}

/** Of a source that is not of this chain: another process may look after it, or it is configured no more. */
function isOthers({ source }: Incident, { isWatched }: IncidentContext): boolean {
  return source !== null && !isWatched(source);
}

/** Nobody has looked after it for so long that nobody will. */
function isForgotten({ lastSeenAt }: Incident, now: EpochMs): boolean {
  return isOver(termAround(lastSeenAt, forgottenAfterMs), now);
}

type Seen = Pick<IncidentStep, 'incident' | 'change'>;

function goesOn(
  before: Incident | null,
  verdict: Extract<Verdict, { isFiring: true }>,
  context: IncidentContext,
): Seen {
  const { kind, source, severity } = verdict;
  const { now, newId, redact } = context;
  const words = inWords(verdict, redact);
  if (before !== null) return { incident: { ...before, severity, ...words, lastSeenAt: now }, change: 'went-on' };
  const incident: Incident = {
    incidentId: newId(),
    kind,
    source,
    severity,
    ...words,
    firstSeenAt: now,
    lastSeenAt: now,
    resolvedAt: null,
    announcements: 0,
    announcedAt: null,
  };
  return { incident, change: 'fired' };
}

function resolved(before: Incident, now: EpochMs): Seen {
  return { incident: { ...before, ...overInWords(before, now), resolvedAt: now }, change: 'resolved' };
}

function announced({ incident, change }: Seen, firing: readonly Incident[], context: IncidentContext): IncidentStep {
  const tells = whyTold(incident, firing, context);
  if (tells === null) return { incident, change, tells };
  const told = { ...incident, announcements: incident.announcements + 1, announcedAt: context.now };
  return { incident: told, change, tells };
}

function whyTold(
  { kind, source, resolvedAt, announcedAt }: Incident,
  firing: readonly Incident[],
  { now, muted }: IncidentContext,
): IncidentStep['tells'] {
  // Whoever was told that something is wrong is told that it is over, muted or not.
  if (resolvedAt !== null) return announcedAt === null ? null : 'resolved';
  // What people are not told of says nothing of anything else.
  const told = firing.filter((other) => !isMuted(muted, other.kind, other.source));
  if (isMuted(muted, kind, source) || isInhibited({ kind, source }, told)) return null;
  if (announcedAt === null) return 'fired';
  return isOver(termAround(announcedAt, repeatAfterMs), now) ? 'repeated' : null;
}
