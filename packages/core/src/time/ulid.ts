import type { Chance, EpochMs } from '../contracts/clock.js';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** An id that sorts by time: 48 bits of it and 80 of chance, in Crockford's base 32 (the ULID specification). */
export function ulid(at: EpochMs, chance: Chance): string {
  let time = '';
  let rest = at;
  for (let digit = 0; digit < 10; digit += 1) {
    time = alphabet.charAt(rest % 32) + time;
    rest = Math.floor(rest / 32);
  }
  let random = '';
  for (let digit = 0; digit < 16; digit += 1) random += alphabet.charAt(Math.floor(chance.next() * 32));
  return time + random;
}
