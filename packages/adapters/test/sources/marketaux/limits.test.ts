import { describe, expect, test } from 'vitest';
import { limitsOf, verdictOf } from '../../../src/sources/marketaux/limits.js';

describe('limitsOf', () => {
  test('reads the day and the minute', () => {
    const headers = { 'X-RateLimit-Limit': '30', 'X-RateLimit-Remaining': '29', 'X-UsageLimit-Remaining': '64' };
    expect(limitsOf(new Headers(headers))).toEqual([
      { window: 'day', remaining: 64, resetsAt: null },
      { window: 'minute', remaining: 29, resetsAt: null },
    ]);
  });

  test.each(['', 'many', '-1', '1e9'])('makes nothing of %j', (value) => {
    expect(limitsOf(new Headers({ 'X-RateLimit-Remaining': value, 'X-UsageLimit-Limit': '100' }))).toEqual([]);
  });
});

test.each([
  ['usage_limit_reached; The usage limit for this account has been reached.', 'RATE_LIMITED', 'day'],
  ['rate_limit_reached; Too many requests in the past 60 seconds.', 'RATE_LIMITED', 'minute'],
  ['invalid_api_token; Invalid API token.', 'AUTH_FAILED', null],
  ['endpoint_access_restricted; No access.', 'FORBIDDEN', null],
] as const)('%s is %s', (words, code, limitWindow) => {
  expect(verdictOf(words)).toEqual({ code, limitWindow });
});

test('other codes say nothing but their status', () => {
  expect(verdictOf('malformed_parameters; One is wrong.')).toBeNull();
  expect(verdictOf('maintenance_mode; Later.')).toBeNull();
});
