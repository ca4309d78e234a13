import {
  admit,
  blockedUntil,
  breakerPrefix,
  type EpochMs,
  keyIdOf,
  quotaPrefix,
  type RegisterStore,
  readBreaker,
  readQuotaUse,
  type Source,
} from '@ingest/core';

/** Sources that are not asked at an instant: their breaker rests, or a limit is on that a reply spoke of. */
export async function restingSources(
  registers: RegisterStore,
  sources: readonly Source[],
  at: EpochMs,
): Promise<readonly string[]> {
  const values = new Map((await registers.list('')).map(({ name, value }) => [name, value]));
  const rests = (source: Source) => {
    const name = `${source.name}/${keyIdOf(source)}`;
    const breaker = readBreaker(values.get(breakerPrefix + name) ?? null);
    const use = readQuotaUse(values.get(quotaPrefix + name) ?? null);
    return admit(breaker, at).kind === 'no' || blockedUntil(use, at) !== null;
  };
  return sources.filter(rests).map(({ name }) => name);
}
