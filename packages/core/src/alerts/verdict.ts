import type { EpochMs } from '../contracts/clock.js';
import type { AlertKind, AlertSeverity } from '../model/alert.js';
import { toIso } from '../time/instant.js';
import type { AlertFacts } from './facts.js';

/** What a rule says of one subject: a source, or (null) all of them. Of what it does not mention, nothing changes. */
export type Verdict =
  | { readonly kind: AlertKind; readonly source: string | null; readonly isFiring: false }
  | ({ readonly kind: AlertKind; readonly source: string | null; readonly isFiring: true } & Finding);

/** What is wrong, for the person at 3 a.m. */
export interface Finding {
  readonly severity: AlertSeverity;
  /** One sentence. */
  readonly summary: string;
  /** Since when it is so, as far as anybody knows. */
  readonly since: EpochMs;
  /** What still works, in one sentence. */
  readonly stillWorks: string;
  /** What is known beside, a sentence each. */
  readonly more?: readonly string[];
  /** The command to run next. */
  readonly next: string;
}

/** A pure rule: what it sees in the facts. */
export type AlertRule = (facts: AlertFacts) => readonly Verdict[];

export function firing(kind: AlertKind, source: string | null, finding: Finding): Verdict {
  return { kind, source, isFiring: true, ...finding };
}

export function fine(kind: AlertKind, source: string | null = null): Verdict {
  return { kind, source, isFiring: false };
}

/** `2026-06-04 14:05 UTC`. */
export function clockTime(at: EpochMs): string {
  return `${toIso(at).slice(0, 16).replace('T', ' ')} UTC`;
}

/** `41 s`, `12 min`, `3 h`, `2 days`: rounded down, so that nothing sounds worse than it is. */
export function lengthOf(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} days`;
}

/** Which sources answer, in one sentence: those whose breaker is closed and whose last collection did not fail. */
export function answering({ sources }: Pick<AlertFacts, 'sources'>): string {
  const names = sources
    .filter(({ breaker, lastErrorCode }) => breaker.kind === 'closed' && lastErrorCode === null)
    .map(({ source }) => source);
  if (names.length === 0) return 'no source answers; what is stored can be read, and is delivered';
  return `${names.join(' and ')} still ${names.length === 1 ? 'answers' : 'answer'}`;
}
