import { isUsable, keyIdOf, type Source, type SourceState } from '@ingest/core';

/**
 * The sources as the store knows them: one whose key is not set here, where somebody only looks, is taken under the key that it was
 * asked with last. One that never was stays without.
 */
export function withKnownKeys(sources: readonly Source[], states: readonly SourceState[]): readonly Source[] {
  return sources.map((source) => {
    if (isUsable(source) || source.credential === null) return source;
    const own = states.filter((state) => state.source === source.name && state.keyId !== keyIdOf(source));
    const [last] = own.sort((left, right) => (askedAt(left) < askedAt(right) ? 1 : -1));
    return last === undefined ? source : { ...source, credential: { ...source.credential, keyId: last.keyId } };
  });
}

function askedAt({ lastSuccessAt, lastFailureAt }: SourceState): string {
  return [lastSuccessAt ?? '', lastFailureAt ?? ''].sort().at(-1) ?? '';
}
