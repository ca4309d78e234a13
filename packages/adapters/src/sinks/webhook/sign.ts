import { createHmac } from 'node:crypto';
import type { EpochMs } from '@ingest/core';

const prefix = 'whsec_';
/** A key that can be guessed signs nothing. */
const shortestSecret = 16;

/** The key that a secret stands for: base64 behind `whsec_`, else the text itself; null when it is no good one. */
export function secretBytes(secret: string): Uint8Array | null {
  if (!secret.startsWith(prefix)) return secret.length < shortestSecret ? null : Buffer.from(secret, 'utf8');
  const base64 = secret.slice(prefix.length);
  const isBase64 = base64.length >= shortestSecret && /^[A-Za-z0-9+/]+={0,2}$/.test(base64);
  return isBase64 ? Buffer.from(base64, 'base64') : null;
}

/** The headers of Standard Webhooks (https://www.standardwebhooks.com): the id stays, time and signature are those of the try. */
export function signatureHeaders(
  secret: Uint8Array | null,
  id: string,
  now: EpochMs,
  body: string,
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(now / 1000));
  const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp };
  if (secret === null) return headers;
  const signature = createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { ...headers, 'webhook-signature': `v1,${signature}` };
}
