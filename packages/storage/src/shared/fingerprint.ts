import { createHash } from 'node:crypto';
import type { QuarantinedItem } from '@ingest/core';

/** Equal for rejected items that are the same: source, reason and text. 32 hex characters. */
export function fingerprintOf({ source, reason, raw }: QuarantinedItem): string {
  return createHash('sha256')
    .update(JSON.stringify([source, reason, raw]))
    .digest('hex')
    .slice(0, 32);
}
