import type { Anchor, LookupPlace } from '@ingest/core';
import type { MemoryData } from './data.js';

/** The anchors that are filed at any of these places, each once; those of pruned stories are gone. */
export function anchorsAt(data: MemoryData, places: readonly LookupPlace[]): readonly Anchor[] {
  const keys = new Set(
    places.flatMap(({ day, lookupKey }) => data.filed.get(`${day} ${lookupKey}`)?.slice(0, mostAtOnePlace) ?? []),
  );
  return [...keys].map((key) => data.anchors.get(key)).filter((anchor) => anchor !== undefined);
}
