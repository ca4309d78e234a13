import {
  type Breaker,
  blockedUntil,
  breakerPrefix,
  type EpochMs,
  keyIdOf,
  type QuotaLevel,
  quotaLevels,
  quotaPrefix,
  type Register,
  readBreaker,
  readQuotaUse,
  type Source,
  toIso,
} from '@ingest/core';

/** What stands between the next run and a source, as the store knows it. */
export interface SourceHealth {
  readonly breaker: Breaker['kind'];
  /** Why it is not closed, since when, and from when on it is probed. */
  readonly opened: { readonly code: string; readonly since: string; readonly nextProbeAt: string } | null;
  readonly failedRuns: number;
  readonly quota: readonly (Omit<QuotaLevel, 'resetsAt'> & { readonly left: number; readonly resetsAt: string })[];
  /** Until when a reply's own limit holds. */
  readonly limitedUntil: string | null;
}

export function sourceHealth(source: Source, registers: readonly Register[], now: EpochMs): SourceHealth {
  const of = (prefix: string) =>
    registers.find(({ name }) => name === `${prefix}${source.name}/${keyIdOf(source)}`)?.value ?? null;
  const breaker = readBreaker(of(breakerPrefix));
  const use = readQuotaUse(of(quotaPrefix));
  const blocked = blockedUntil(use, now);
  return {
    breaker: breaker.kind,
    opened: openedOf(breaker),
    failedRuns: breaker.failures,
    quota: quotaLevels(use, source.quota, now).map(({ resetsAt, ...level }) => ({
      ...level,
      left: Math.max(0, level.limit - level.used),
      resetsAt: toIso(resetsAt),
    })),
    limitedUntil: blocked === null ? null : toIso(blocked),
  };
}

function openedOf(breaker: Breaker): SourceHealth['opened'] {
  switch (breaker.kind) {
    case 'closed':
      return null;
    case 'open':
      return { code: breaker.code, since: toIso(breaker.since), nextProbeAt: toIso(breaker.rest.until) };
    case 'half-open':
      return { code: breaker.code, since: toIso(breaker.since), nextProbeAt: toIso(breaker.probe.until) };
    default:
      return breaker satisfies never;
  }
}
