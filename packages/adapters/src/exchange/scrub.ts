import { type Redact, redactUrl } from '@ingest/core';
import type { NameValue } from './har/entry.js';

/** What stands in a recording for what must not be in it. */
export const scrubbed = '***';

/**
 * Headers that carry keys, sessions or signatures, known by their names: also those of sources we do not know.
 * `idempotency-key` and its like go with them, which harms no replay.
 */
const secretHeader = /auth|cookie|credential|key|passw|secret|session|signature|token|csrf|xsrf/i;

/** Parameters that carry keys or signatures: `token`, `apiKey`, `api_token`, `X-Amz-Signature` … */
const secretParameter =
  /([?&](?:[^=&#\s]*[-_.])?(?:access|api|auth|client|session)*(?:auth|authorization|credential|key|passwd|password|pwd|secret|sig|signature|token)=)[^&#\s]*/gi;

/** Name and password before a host. */
const userInfo = /\b([a-z][a-z0-9+.-]*:\/\/)[^\s/?#@]*@/gi;

/** Headers as they may be written down: the secret ones are left out, secrets in the others are replaced. */
export function scrubHeaders(headers: Headers, redact: Redact): readonly NameValue[] {
  return [...headers]
    .filter(([name]) => !secretHeader.test(name))
    .map(([name, value]) => ({ name, value: scrubUrl(value, redact) }));
}

/** A url, or a text with urls in it, without the values of parameters that carry keys. */
export function scrubUrl(url: string, redact: Redact): string {
  return redact(redactUrl(url.replace(userInfo, '$1').replace(secretParameter, `$1${scrubbed}`)));
}

/** A body as text without secrets, also those that JSON spells with escapes it does not need (`\/`, `\u0061`). */
export function scrubText(body: Uint8Array, redact: Redact): string {
  const text = redact(viewOf(body).toString('utf8'));
  const plain = text.replace(needlessEscape, unescaped);
  const found = redact(plain);
  return found === plain ? text : found;
}

/** A slash, or a printable ASCII character by its number. A backslash that is escaped itself escapes nothing. */
const needlessEscape = /\\(?:\\|\/|u00[2-7][0-9a-f])/gi;

function unescaped(written: string): string {
  if (written === '\\/') return '/';
  const character = written.length > 2 ? String.fromCharCode(Number.parseInt(written.slice(2), 16)) : '\\';
  return character === '"' || character === '\\' ? written : character;
}

/** A body that is no text, without secrets: each byte is read as one letter, and the others stay as they are. */
export function scrubBytes(body: Uint8Array, redact: Redact): Buffer {
  return Buffer.from(redact(viewOf(body).toString('latin1')), 'latin1');
}

function viewOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}
