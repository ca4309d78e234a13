import { hash } from 'node:crypto';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const ulidForm = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

/** A run's id as a UUID, always the same: the 128 bits of a ULID, else 128 bits of a hash. */
export function runUuid(runId: string): string {
  const hex = ulidForm.test(runId) ? bitsOf(runId) : hash('sha256', runId, 'hex').slice(0, 32);
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function bitsOf(id: string): string {
  const bits = [...id].reduce((sum, digit) => sum * 32n + BigInt(alphabet.indexOf(digit)), 0n);
  return bits.toString(16).padStart(32, '0');
}
