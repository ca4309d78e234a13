import { type EpochMs, type Incident, type Mute, mutedUntil, toIso, type Verdict } from '@ingest/core';
import type { SinkStatus, StatusLevel, Trouble } from './status.js';

/**
 * Everything that is wrong, the worst first and then the oldest: the open incidents, in the words of this moment where the rules
 * see them, and what the rules see and nobody was told of, because no run has looked since.
 */
export function troublesOf(
  verdicts: readonly Verdict[],
  open: readonly Incident[],
  muted: readonly Mute[],
): readonly Trouble[] {
  const known = open.map((incident) => openTrouble(incident, verdicts.find(isAbout(incident)), muted));
  const untold = verdicts
    .filter((verdict) => verdict.isFiring && !open.some(isAbout(verdict)))
    .map((verdict) => untoldTrouble(verdict as Firing, muted));
  return [...known, ...untold].sort(
    (left, right) => rank(right) - rank(left) || (left.since < right.since ? -1 : left.since > right.since ? 1 : 0),
  );
}

/** What decides how the whole stands. */
export interface Judged {
  readonly troubles: readonly Trouble[];
  readonly sinks: readonly SinkStatus[];
  /** Null: no collection ever succeeded. */
  readonly lastSuccessAt: EpochMs | null;
  /** Null: there never was a run. */
  readonly firstRunAt: EpochMs | null;
}

/** What is critical is so also before the first run; without any, nobody can say that all is well. */
export function levelOf({ troubles, sinks, lastSuccessAt, firstRunAt }: Judged): StatusLevel {
  if (troubles.some(({ severity }) => severity === 'critical')) return 'critical';
  if (lastSuccessAt === null && firstRunAt === null) return 'unknown';
  const isDisabled = sinks.some((sink) => sink.isConfigured && sink.disabledBecause !== null);
  return troubles.length > 0 || isDisabled || lastSuccessAt === null ? 'warning' : 'ok';
}

type Firing = Extract<Verdict, { isFiring: true }>;

function isAbout({ kind, source }: Pick<Verdict, 'kind' | 'source'>) {
  return (other: Pick<Verdict, 'kind' | 'source'>) => other.kind === kind && other.source === source;
}

function openTrouble(incident: Incident, verdict: Verdict | undefined, muted: readonly Mute[]): Trouble {
  const { incidentId, kind, source, firstSeenAt } = incident;
  const { severity, summary } = verdict?.isFiring ? verdict : incident;
  return {
    incidentId,
    kind,
    source,
    severity,
    summary,
    since: toIso(firstSeenAt),
    isSeenNow: verdict?.isFiring ?? null,
    mutedUntil: muteOf(incident, muted),
  };
}

function untoldTrouble(verdict: Firing, muted: readonly Mute[]): Trouble {
  const { kind, source, severity, summary, since } = verdict;
  return {
    incidentId: null,
    kind,
    source,
    severity,
    summary,
    since: toIso(since),
    isSeenNow: true,
    mutedUntil: muteOf(verdict, muted),
  };
}

function muteOf({ kind, source }: Pick<Mute, 'kind' | 'source'>, muted: readonly Mute[]): string | null {
  const until = mutedUntil(muted, kind, source);
  return until === null ? null : toIso(until);
}

function rank({ severity }: Trouble): number {
  return severity === 'critical' ? 1 : 0;
}
