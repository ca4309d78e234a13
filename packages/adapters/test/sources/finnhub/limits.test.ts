import { expect, it } from 'vitest';
import { limitsOf } from '../../../src/sources/finnhub/limits.js';

const now = Date.UTC(2026, 5, 4, 14, 0, 0);
const read = (headers: Record<string, string>) => limitsOf(new Headers(headers), now);

it('reads how many requests are left and until when', () => {
  expect(read({ 'X-Ratelimit-Remaining': '3', 'X-Ratelimit-Reset': String(now / 1000 + 20) })).toEqual([
    { window: 'minute', remaining: 3, resetsAt: now + 20_000 },
  ]);
});

it('reads a reply without an end, or with one that cannot be', () => {
  for (const reset of [undefined, 'soon', '0', String(now / 1000 - 1), String(now / 1000 + 90_000)]) {
    const headers = { 'X-Ratelimit-Remaining': '0', ...(reset !== undefined && { 'X-Ratelimit-Reset': reset }) };
    expect(read(headers), String(reset)).toEqual([{ window: 'minute', remaining: 0, resetsAt: null }]);
  }
});

it('says nothing where the reply says nothing, or nonsense', () => {
  for (const remaining of [undefined, '', '-1', '1e9', 'many', '9'.repeat(400)]) {
    expect(read(remaining === undefined ? {} : { 'X-Ratelimit-Remaining': remaining }), String(remaining)).toEqual([]);
  }
});
