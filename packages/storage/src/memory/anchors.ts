import { type Anchor, type LookupPlace, mostAtOnePlace, type StoryKey } from '@ingest/core';
import type { MemoryData } from './data.js';

/** The anchors that are filed at any of these places, each once; those of pruned stories are gone. */
export function anchorsAt(data: MemoryData, places: readonly LookupPlace[]): readonly Anchor[] {
  const keys = new Set(places.flatMap((place) => filedAt(data, place)));
  return [...keys].flatMap((key) => data.anchors.get(key) ?? []);
}

function filedAt({ filed, anchors }: MemoryData, { day, key: lookupKey }: LookupPlace): readonly StoryKey[] {
  const keys = filed.get(`${day} ${lookupKey}`) ?? [];
  return keys.filter((key) => anchors.has(key)).slice(0, mostAtOnePlace);
}
