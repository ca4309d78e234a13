import { DAY_MS, HOUR_MS, mute } from '@ingest/core';
import { describe, expect, it } from 'vitest';
import { toKind } from '../../src/commands/alerts.js';
import { entryOf, storeWith } from '../support/deliveries.js';
import { incidentOf, storeOfIncidents } from '../support/incidents.js';
import { inEmptyDirectory, ingest } from '../support/ingest.js';

inEmptyDirectory();

const url = 'sqlite:news.db';
const alerts = (...args: string[]) => ingest('alerts', ...args, '--store', url);
const first = '01K6ZQ4T8R0000000000000001';
const second = '01K6ZQ4T8R0000000000000002';
const over = '01K6ZP000000000000000000AA';

/** One open warning, one open critical that is younger, one that is over. */
async function filled(options: Parameters<typeof storeOfIncidents>[2] = {}) {
  const now = Date.now();
  const stale = {
    kind: 'STALE_DATA',
    source: null,
    severity: 'critical',
    summary: 'no collection has succeeded',
  } as const;
  await storeOfIncidents(
    url,
    [
      incidentOf(now),
      incidentOf(now, { incidentId: second, ...stale, firstSeenAt: now - 50_000, announcements: 0, announcedAt: null }),
      incidentOf(now, {
        incidentId: over,
        ...stale,
        firstSeenAt: now - 2 * HOUR_MS,
        resolvedAt: now - HOUR_MS,
        announcements: 2,
      }),
    ],
    options,
  );
}

describe('alerts', () => {
  it('shows the open ones first, each group newest first, with what is wrong', async () => {
    await filled();
    const { exitCode, stdout } = await alerts();
    expect(exitCode).toBe(0);
    const lines = stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(7);
    expect(lines[0]).toMatch(/^ since +kind +source +state +id$/);
    expect(lines[1]).toMatch(/^ 5\d s ago +STALE_DATA +– +✗ critical +01K6ZQ4T8R0000000000000002$/);
    expect(lines[2]).toBe('     no collection has succeeded');
    expect(lines[3]).toMatch(/^ 3 min ago +SOURCE_DEGRADED +finnhub +! warning +01K6ZQ4T8R0000000000000001$/);
    expect(lines[5]).toMatch(/^ 2 h ago +STALE_DATA +– +✓ resolved +01K6ZP000000000000000000AA$/);
    expect(lines[6]).toBe('     resolved 1 h ago: no collection has succeeded');
  });

  it('prints them as JSON: the alert, how often people were told, until when nobody is', async () => {
    await filled({
      shape: (store) => mute(store.registers, { kind: 'STALE_DATA', source: null }, Date.now(), HOUR_MS),
    });
    const found = (await alerts('--json')).json<Record<string, unknown>[]>();
    expect(found.map(({ incidentId }) => incidentId)).toEqual([second, first, over]);
    expect(found[0]).toEqual({
      incidentId: second,
      kind: 'STALE_DATA',
      severity: 'critical',
      state: 'firing',
      summary: 'no collection has succeeded',
      details: expect.stringContaining('what to do'),
      firstSeenAt: expect.stringMatching(/Z$/),
      lastSeenAt: expect.stringMatching(/Z$/),
      announcements: 0,
      announcedAt: null,
      mutedUntil: expect.stringMatching(/Z$/),
    });
    expect(found[1]).toMatchObject({ source: 'finnhub', announcements: 1, mutedUntil: null });
    expect(found[2]).toMatchObject({ state: 'resolved', mutedUntil: null });
  });

  it('says when none is open, and what is muted', async () => {
    await storeOfIncidents(url, [], {
      shape: (store) => mute(store.registers, { kind: 'QUOTA_LOW', source: 'tiingo' }, Date.now(), 2 * HOUR_MS + 5000),
    });
    expect((await alerts()).stdout).toBe(
      '✓ no incident is open\n· QUOTA_LOW of tiingo is muted for 2 h more   (ingest alerts unmute QUOTA_LOW --source tiingo)\n',
    );
    expect((await alerts('--json')).json()).toEqual([]);
  });

  it('shows 20 unless told otherwise, the open ones among them', async () => {
    const now = Date.now();
    const ended = Array.from({ length: 25 }, (_, index) =>
      incidentOf(now, { incidentId: `OLD${index}`, firstSeenAt: now - index * DAY_MS, resolvedAt: now }),
    );
    await storeOfIncidents(url, [incidentOf(now, { firstSeenAt: now - 90 * DAY_MS }), ...ended]);
    const rows = async (...args: string[]) => (await alerts(...args)).stdout.match(/SOURCE_DEGRADED/g)?.length;
    expect(await rows()).toBe(20);
    expect((await alerts()).stdout).toMatch(/^ since.*\n.*! warning /);
    expect((await alerts()).stdout.trimEnd().split('\n').at(-1)).toBe('the first 20 (--limit, --all, --json)');
    expect(await rows('--all')).toBe(26);
    expect(await rows('--limit', '1')).toBe(1);
    expect((await alerts('--json')).json<unknown[]>()).toHaveLength(26);
    expect((await alerts('--json', '--limit', '2')).json<unknown[]>()).toHaveLength(2);
    expect((await alerts('--limit', '2', '--all')).exitCode).toBe(2);
  });
});

describe('alerts show', () => {
  it('shows everything that is known, and what became of its announcements', async () => {
    const notifications = [entryOf('desk', `${first}.1`), entryOf('desk', `${second}.1`)];
    const shape: NonNullable<Parameters<typeof storeOfIncidents>[2]>['shape'] = (store) =>
      mute(store.registers, { kind: 'SOURCE_DEGRADED', source: 'finnhub' }, Date.now(), HOUR_MS + 5000);
    await filled({ notifications, shape });
    const { exitCode, stdout } = await alerts('show', first);
    expect(exitCode).toBe(0);
    expect(stdout.split('\n').slice(0, 7)).toEqual([
      `! SOURCE_DEGRADED of finnhub, warning since 3 min ago   ${first}`,
      '  finnhub is left alone: it failed 3 times in a row (TIMEOUT)',
      '  since 2026-06-04 13:12 UTC',
      '  what to do: ingest doctor',
      '  seen last 1 min ago; told 1 time, last 3 min ago',
      '  · SOURCE_DEGRADED of finnhub is muted for 1 h more',
      '      (ingest alerts unmute SOURCE_DEGRADED --source finnhub)',
    ]);
    expect(stdout).toMatch(/ sink +state +tries +next try\n desk +pending +0 +next run\n$/);
    const whole = (await alerts('show', first, '--json')).json<{ deliveries: { eventId: string }[] }>();
    expect(whole).toMatchObject({ incidentId: first, announcements: 1 });
    expect(whole.deliveries.map(({ eventId }) => eventId)).toEqual([`${first}.1`]);
  });

  it('takes a beginning that only one has, in either case', async () => {
    await filled();
    const { stdout } = await alerts('show', '01k6zp');
    expect(stdout).toContain('✓ STALE_DATA, resolved 1 h ago (was critical)   01K6ZP');
    const { exitCode, stderr } = await alerts('show', '01K6ZQ');
    expect(exitCode).toBe(2);
    expect(stderr).toContain(`2 incidents begin with "01K6ZQ"\n  say more of the id: ${second}, ${first}`);
  });

  it('says when nobody was told, and when there is no such incident', async () => {
    await filled();
    expect((await alerts('show', second)).stdout).toContain('nobody was told: it was muted, or another incident');
    for (const id of ['01XXXX', ''])
      expect(await alerts('show', id)).toMatchObject({
        exitCode: 2,
        stderr: expect.stringContaining(`no incident "${id}"\n  ingest alerts --all shows which there are`),
      });
  });
});

describe('alerts mute', () => {
  it('keeps a kind quiet for a while, also of one source alone', async () => {
    await storeWith(url, []);
    const { exitCode, stdout } = await alerts('mute', 'source_degraded', '--source', 'finnhub', '--for', '2h');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^✓ nobody is told of SOURCE_DEGRADED of finnhub for 2 h, until 20.*Z; ingest alerts shows/);
    expect((await alerts('mute', 'no-news', '--for', '30m', '--json')).json()).toEqual({
      kind: 'NO_NEWS',
      source: null,
      until: expect.stringMatching(/Z$/),
    });
    const { stdout: shown } = await alerts();
    expect(shown).toMatch(/SOURCE_DEGRADED of finnhub is muted for (?:2 h|1 h 59 min) more/);
    expect(shown).toMatch(/NO_NEWS is muted for (?:30|29) min more {3}\(ingest alerts unmute NO_NEWS\)/);
  });

  it('is over when it is unmuted', async () => {
    await storeWith(url, []);
    await alerts('mute', 'NO_NEWS', '--for', '30m');
    await alerts('mute', 'QUOTA_LOW', '--for', '30m', '--source', 'tiingo');
    expect((await alerts('unmute', 'QUOTA_LOW')).stdout).toMatch(
      /^· QUOTA_LOW was not muted\n· NO_NEWS is muted .*\n· QUOTA_LOW of tiingo is muted/,
    );
    expect((await alerts('unmute', 'quota_low', '--source', 'tiingo')).stdout).toMatch(
      /^✓ people are told of QUOTA_LOW of tiingo again\n· NO_NEWS is muted/,
    );
    expect((await alerts('unmute', 'NO_NEWS', '--json')).json()).toEqual({
      kind: 'NO_NEWS',
      source: null,
      wasMuted: true,
    });
    expect((await alerts()).stdout).toBe('✓ no incident is open\n');
  });

  it('of a source that is configured no more can be ended', async () => {
    await storeOfIncidents(url, [], {
      shape: (store) => mute(store.registers, { kind: 'QUOTA_LOW', source: 'gone' }, Date.now(), HOUR_MS),
    });
    const { exitCode, stdout } = await alerts('unmute', 'QUOTA_LOW', '--source', 'gone');
    expect([exitCode, stdout]).toEqual([0, '✓ people are told of QUOTA_LOW of gone again\n']);
  });

  it('refuses what cannot be meant, before the store is looked for', async () => {
    const refused = async (...args: string[]) => {
      const { exitCode, stderr } = await ingest('alerts', ...args, '--store', 'sqlite:nowhere.db');
      expect(exitCode).toBe(2);
      return stderr;
    };
    expect(await refused('mute', 'SORCE_DEGRADED', '--for', '2h')).toMatch(
      /unknown kind of alert "SORCE_DEGRADED"\n {2}did you mean "SOURCE_DEGRADED"\? {2}known: COLLECTION_FAILURES, /,
    );
    expect(await refused('mute', 'NO_NEWS')).toContain('--for');
    for (const length of ['0m', '2', '31d', 'soon', ''])
      expect(await refused('mute', 'NO_NEWS', '--for', length)).toContain(
        `--for: "${length}" is not a length of time\n  expected 30m, 2h or 1d, and at most 30d`,
      );
    expect(await refused('mute', 'QUOTA_LOW', '--for', '2h', '--source', 'finhub')).toContain(
      '--source: no source "finhub"\n  did you mean "finnhub"?  known: tiingo, finnhub',
    );
    expect(await refused('mute', 'NO_NEWS', '--for', '2h', '--source', 'tiingo')).toContain(
      '--source: NO_NEWS is about no single source\n  leave out --source; it goes with SOURCE_DEGRADED, AUTH_FAILED',
    );
  });
});

it('knows every kind in either case', () => {
  expect([toKind('STALE_DATA'), toKind(' stale_data'), toKind('Stale-Data')]).toEqual(Array(3).fill('STALE_DATA'));
  expect(() => toKind('staledata')).toThrow(/unknown kind of alert "staledata"\n {2}did you mean "STALE_DATA"/);
});
