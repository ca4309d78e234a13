import { describe, expect, it } from 'vitest';
import {
  alertLines,
  alertsTable,
  muteLines,
  subjectOf,
  toAlertJson,
  toWholeAlertJson,
} from '../../src/render/alerts.js';
import { painter } from '../../src/render/paint.js';
import { incidentOf } from '../support/incidents.js';

const now = Date.UTC(2026, 5, 4, 14);
const screen = { isTty: false, columns: 80, paint: painter(false, true) };
const muted = { kind: 'SOURCE_DEGRADED', source: null, until: now + 90 * 60_000 } as const;

describe('the table of alerts', () => {
  it('fits into a terminal of 80 columns, with what is wrong cut to it', () => {
    const long = incidentOf(now, { kind: 'COLLECTION_FAILURES', severity: 'critical', summary: 'x'.repeat(200) });
    const lines = alertsTable([long], now, screen);
    expect(lines.every((line) => line.length <= 80)).toBe(true);
    expect(lines[1]).toMatch(/✗ critical {2}01K6ZQ4T8R0000000000000001$/);
    expect(lines[2]).toMatch(/x…$/);
  });

  it('is empty without any', () => expect(alertsTable([], now, screen)).toEqual([]));

  it('lets nothing through that a terminal obeys', () => {
    const bad = incidentOf(now, { source: 'a\u001b[2J', summary: 'b\u001b[2J', details: 'c\u001b[2J\nd\u0007' });
    const lines = [
      ...alertsTable([bad], now, screen),
      ...alertLines(bad, { muted: [{ ...muted, source: bad.source }], deliveries: [] }, now, screen),
    ];
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    expect(lines.join('')).not.toMatch(/[\u0000-\u001f]/);
  });
});

it('names a mute with the command that ends it', () => {
  const command = 'ingest alerts unmute SOURCE_DEGRADED';
  expect(muteLines(muted, now, { ...screen, columns: 100 })).toEqual([
    `· SOURCE_DEGRADED is muted for 1 h 30 min more   (${command})`,
  ]);
  expect(muteLines({ ...muted, source: 'finnhub' }, now, screen)[1]).toBe(`    (${command} --source finnhub)`);
  expect(subjectOf({ kind: 'QUOTA_LOW', source: 'tiingo' })).toBe('QUOTA_LOW of tiingo');
});

it('counts as muted what is muted of every source, until the last mute ends', () => {
  const own = { ...muted, source: 'finnhub', until: now + 1000 };
  const other = { ...muted, source: 'tiingo', until: now + 9e9 };
  expect(toAlertJson(incidentOf(now), [muted, own, other]).mutedUntil).toBe('2026-06-04T15:30:00.000Z');
  expect(toAlertJson(incidentOf(now), [other]).mutedUntil).toBeNull();
  expect(toAlertJson(incidentOf(now, { resolvedAt: now }), [muted]).mutedUntil).toBeNull();
  expect(toWholeAlertJson(incidentOf(now), [], []).deliveries).toEqual([]);
});
