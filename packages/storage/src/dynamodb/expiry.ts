import type { EpochMs } from '@ingest/core';
import type { Row } from './row.js';

/**
 * The attribute that says when a row expires, in seconds since 1970. A table whose time to live is switched on for it removes
 * such rows by itself, some days after they expired.
 */
export const dynamoTtlAttribute = 'expiresAt';

/** The attribute of a row that tells of an instant and is kept for so long. */
export function expiring(at: EpochMs, keptMs: number): Readonly<Record<typeof dynamoTtlAttribute, number>> {
  return { [dynamoTtlAttribute]: Math.ceil((at + keptMs) / 1_000) };
}

/** Whether a row has expired, although DynamoDB may not have removed it yet. */
export function isExpired(row: Row, now: EpochMs): boolean {
  const expiresAt = row[dynamoTtlAttribute];
  return expiresAt !== undefined && Number(expiresAt) * 1_000 <= now;
}
