import { existsSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inEmptyDirectory, ingest } from '../support/ingest.js';

inEmptyDirectory();

const opening = '2026-11-27T14:30:00.000Z';
const halfDay = { date: '2026-11-27', open: opening, close: '2026-11-27T18:00:00.000Z', earlyClose: true };

describe('calendar', () => {
  it('shows now and the month, and touches no store', async () => {
    const { exitCode, stdout } = await ingest('calendar');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('America/New_York');
    expect(stdout).toMatch(/next open {3}in /);
    expect(stdout).toMatch(/\d sessions of XNYS/);
    expect(existsSync('ingest.db')).toBe(false);
    expect((await ingest('calendar', '--json')).json()).toMatchObject({ isOpen: expect.any(Boolean) });
  });

  it('answers for an instant', async () => {
    const { stdout } = await ingest('calendar', '--at', '2026-11-27T15:00:00Z');
    expect(stdout).toContain('XNYS open   New York Stock Exchange, Fri 27 Nov 2026 10:00 America/New_York');
    expect(stdout).toContain('>27½');
    expect((await ingest('calendar', '--at', '2026-11-27T15:00:00Z', '--json')).json()).toEqual({
      at: '2026-11-27T15:00:00.000Z',
      phase: 'regular',
      isOpen: true,
      session: halfDay,
      nextOpen: '2026-11-30T14:30:00.000Z',
      nextClose: '2026-11-27T18:00:00.000Z',
    });
    expect((await ingest('calendar', '--at', '2026-11-26T15:00:00Z', '--json')).json()).toMatchObject({
      phase: 'closed',
      session: null,
      nextOpen: opening,
    });
  });

  it('lists a stretch with both its ends', async () => {
    const stretch = ['calendar', '--from', '2026-11-26', '--to', '2026-11-30'];
    const { stdout, stderr } = await ingest(...stretch);
    expect(stdout.trimEnd().split('\n')).toEqual([
      ' date        day  open   close',
      ' 2026-11-27  Fri  09:30  13:00  closes early',
      ' 2026-11-30  Mon  09:30  16:00',
    ]);
    expect(stderr).toContain('2 sessions of XNYS, times of America/New_York');
    expect((await ingest(...stretch, '--json')).json()).toEqual([
      halfDay,
      expect.objectContaining({ date: '2026-11-30' }),
    ]);
    const year = await ingest('calendar', '--from', '2026-01-01', '--to', '2026-12-31', '--json');
    expect(year.json<object[]>()).toHaveLength(251);
    expect((await ingest('calendar', '--from', '2026-11-28', '--to', '2026-11-29')).stdout).toBe('');
  });

  it('shows a month, and says beyond which day it follows the rules', async () => {
    const { stdout, stderr } = await ingest('calendar', '--month', '2026-11', '--calendar', 'XNAS');
    expect(stdout).toContain('November 2026: 20 sessions of XNAS');
    expect(stderr).toBe('');
    expect((await ingest('calendar', '--month', '2026-11', '--json')).json<object[]>()).toHaveLength(20);
    expect((await ingest('calendar', '--month', '2031-01')).stderr).toContain('known through 2030-12-31');
  });

  it('knows the days that the configuration announces', async () => {
    const schedule = 'schedule: { closures: [2026-06-04], earlyCloses: [{ date: 2026-06-05, close: "12:00" }] }\n';
    writeFileSync('ingest.config.yaml', schedule);
    const { stdout } = await ingest('calendar', '--month', '2026-06');
    expect(stdout).toContain('× closed: 4 announced, 19 Juneteenth');
    expect(stdout).toContain('½ closes early: 5 at 12:00');
    writeFileSync('ingest.config.yaml', schedule.replace('12:00', '09:00'));
    const { exitCode, stderr } = await ingest('calendar', '--month', '2026-06');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('ingest.config.yaml:1');
    expect(stderr).toContain('schedule.earlyCloses[0]');
  });

  it.each([
    [['--from', '2026-01-01'], '--from needs a --to'],
    [['--to', '2026-01-01'], '--to needs a --from'],
    [['--at', '24h', '--month', '2026-11'], '--at does not go with --month'],
    [['--month', '2026-11', '--from', '2026-01-01', '--to', '2026-01-02'], '--month does not go with --from'],
    [['--month', '2026-13'], '"2026-13" is not a month'],
    [['--month', '1700-01'], '--month: not a date'],
    [['--at', 'soon'], '--at: "soon" is not a time'],
    [['--at', '1200-01-01'], '--at "1200-01-01"'],
    [['--from', '2026-02-30', '--to', '2026-03-01'], '"2026-02-30"'],
    [['--from', '2026-03-01', '--to', '2026-02-01'], 'is before'],
    [['--calendar', 'XLON'], "'XLON' is invalid"],
  ])('refuses %j', async (flags, words) => {
    const { exitCode, stderr, stdout } = await ingest('calendar', ...flags);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(words);
    expect(stdout).toBe('');
  });
});
