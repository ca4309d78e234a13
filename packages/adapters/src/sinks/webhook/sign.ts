import { createHmac } from 'node:crypto';
import type { EpochMs } from '@ingest/core';

const prefix = 'whsec_';

/** The key that a secret stands for: the bytes of the base64 behind `whsec_`, else the text itself. Null when it is none. */
export function keyOf(secret: string): Uint8Array | null {
  if (!secret.startsWith(prefix)) return secret === '' ? null : Buffer.from(secret, 'utf8');
  const base64 = secret.slice(prefix.length);
  const key = Buffer.from(base64, 'base64');
  // Node skips over what is no base64: written back it must be the same.
  return key.length > 0 && key.toString('base64').replace(/=+$/, '') === base64.replace(/=+$/, '') ? key : null;
}

/** The headers of Standard Webhooks (https://www.standardwebhooks.com): the id stays, time and signature are those of the try. */
export function signatureHeaders(
  key: Uint8Array | null,
  { id, now, body }: { readonly id: string; readonly now: EpochMs; readonly body: string },
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(now / 1000));
  const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp };
  if (key === null) return headers;
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { ...headers, 'webhook-signature': `v1,${signature}` };
}
