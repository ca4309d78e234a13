import { expect, test } from 'vitest';
import { type PingKind, pingUrl } from '../../src/heartbeat/ping-url.js';

const rid = 'rid=00000000-0000-0000-0000-000000000000';

test.each([
  ['start', 'https://hc.example/uuid', `https://hc.example/uuid/start?${rid}`],
  ['success', 'https://hc.example/uuid', `https://hc.example/uuid?${rid}`],
  ['fail', 'https://hc.example/uuid', `https://hc.example/uuid/fail?${rid}`],
  ['fail', 'https://hc.example/key/slug/?create=1', `https://hc.example/key/slug/fail?create=1&${rid}`],
  ['success', 'https://hc.example', `https://hc.example/?${rid}`],
] satisfies [PingKind, string, string][])('%s of %s', (kind, base, url) => {
  expect(pingUrl(new URL(base), kind, '0'.repeat(26)).href).toBe(url);
});
