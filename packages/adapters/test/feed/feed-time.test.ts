import { parseInstant, toIso } from '@ingest/core';
import { describe, expect, test } from 'vitest';
import { feedTime } from '../../src/feed/feed-time.js';

const read = (text: string) => {
  const at = parseInstant(feedTime(text));
  return at === null ? null : toIso(at);
};

describe('feedTime', () => {
  test.each([
    ['Tue, 04 Mar 2025 08:30:00 GMT', '2025-03-04T08:30:00.000Z'],
    ['Tue, 04 Mar 2025 08:30:00 EST', '2025-03-04T13:30:00.000Z'],
    ['Tue, 04 Mar 2025 08:30:00 EDT', '2025-03-04T12:30:00.000Z'],
    ['Tue, 4 Mar 2025 08:30 PST', '2025-03-04T16:30:00.000Z'],
    ['Tue, 04 March 2025 08:30:00 +0530', '2025-03-04T03:00:00.000Z'],
    ['Tue, 04 Mar 2025 08:30:00 +05:30', '2025-03-04T03:00:00.000Z'],
    ['04 Mar 25 08:30:00 Z', '2025-03-04T08:30:00.000Z'],
    ['04 Mar 99 08:30:00 UT', '1999-03-04T08:30:00.000Z'],
    ['Tue, 04 Mar 2025 9:05:00 -0500 (EST)', '2025-03-04T14:05:00.000Z'],
    ['Tue, 04 Mar 2025 08:30:00', '2025-03-04T08:30:00.000Z'],
    ['2025-03-04T12:15:00+01:00', '2025-03-04T11:15:00.000Z'],
    ['1741073400', '2025-03-04T07:30:00.000Z'],
  ])('%s', (text, instant) => {
    expect(read(text)).toBe(instant);
  });

  test.each([
    'Tue, 04 Mar 2025 08:30:00 XYZ',
    'Tue, 04 Foo 2025 08:30:00 GMT',
    'Tue, 30 Feb 2025 08:30:00 GMT',
    'Tue, 04 Mar 2025 25:30:00 GMT',
    'Tue, 04 Mar 2025',
    'yesterday',
    '',
  ])('%j is no time', (text) => {
    expect(read(text)).toBeNull();
  });
});
