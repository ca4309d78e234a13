import type { EpochMs } from '../contracts/clock.js';
import type { QuarantinedItem } from '../model/article.js';
import { limits } from '../model/primitives.js';
import type { RejectedItem } from './judge-items.js';

/** A longer string inside a rejected item is cut, so that the item stays readable JSON. */
const longestString = 2000;

export function toQuarantine(item: RejectedItem, source: string, runId: string, at: EpochMs): QuarantinedItem {
  return { source, runId, at, reason: item.reason, raw: boundedJson(item.raw) };
}

/** JSON text of any value, bounded: long strings are cut; what is still too long is kept as the beginning of its text. */
export function boundedJson(value: unknown): string {
  const text = JSON.stringify(value) ?? 'null';
  if (text.length <= limits.quarantinedBytes) return text;
  const cut = JSON.stringify(value, (_, inner) =>
    typeof inner === 'string' && inner.length > longestString
      ? `${inner.slice(0, longestString).toWellFormed()}…`
      : inner,
  );
  if (cut.length <= limits.quarantinedBytes) return cut;
  return JSON.stringify({ cut: text.slice(0, limits.quarantinedBytes / 4).toWellFormed() });
}
