import { cpSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunReport } from '@ingest/core';
import { describe, expect, it } from 'vitest';
import { builtCommand, jsonOf, preload } from '../support/built.js';
import { demoDay } from '../support/ingest.js';

const command = builtCommand();

interface Digest {
  readonly version: number;
  readonly hash: string;
  readonly stories: number;
}

const digestIn = async (store: string) =>
  jsonOf<Digest>(await command.run(['db', 'digest', '--store', store, '--json']));
const replay = (store: string, env: Record<string, string> = {}, path = demoDay) =>
  command.run(['run', '--replay', path, '--store', store, '--json'], env);

describe('replay of the shipped day', () => {
  it('shows the stories, the failover, where they are and what to type next', async () => {
    const { exitCode, stdout, stderr } = await command.run(['run', '--replay', demoDay]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toContain('09:40  tiingo   TIMEOUT after 10.0 s → failover');
    expect(stdout).toMatch(/41 articles → 33 new, 8 duplicates/);
    expect(stdout).toContain('47 stories in replay.db');
    expect(stdout).toContain('Next: ingest items --store sqlite:replay.db');
    const items = await command.run(['items', '--store', 'sqlite:replay.db', '--limit', '3']);
    expect(items.stderr).toContain('3 of 47 stories');
  });

  it('reports every run: counts that add up, the failover and its reason', async () => {
    const reports = jsonOf<RunReport[]>(await replay('r.db'));
    expect(reports.map(({ outcome, items }) => [outcome, items.new])).toEqual([
      ['ok', 33],
      ['ok', 12],
      ['ok', 2],
    ]);
    for (const { items } of reports) {
      expect(items.received).toBe(items.new + items.duplicate + items.revised + items.collisions + items.rejected);
    }
    expect(reports[1]?.failovers).toMatchObject([{ from: 'tiingo', to: 'finnhub', code: 'TIMEOUT' }]);
    expect(reports[1]?.items).toMatchObject({ collisions: 10, duplicate: 5 });
    expect(reports[1]?.durationMs).toBeGreaterThanOrEqual(10_000);
    expect(reports.flatMap(({ warnings }) => warnings)).toEqual([]);
  });

  it('gives the same report and digest on any day, in any zone and on any store', async () => {
    const first = await replay('a.db');
    const others = await Promise.all([
      replay('b.db', { TZ: 'Pacific/Kiritimati' }),
      replay('c.db', { TZ: 'America/New_York', LANG: 'de_DE.UTF-8' }),
      replay('d.db', preload('other-day.mjs')),
      replay('memory:'),
    ]);
    for (const other of others) expect(other.stdout).toBe(first.stdout);
    expect(await digestIn('b.db')).toEqual(await digestIn('a.db'));
    expect(await digestIn('d.db')).toEqual(await digestIn('a.db'));
  });

  it('brings only duplicates the second time, and other ids', async () => {
    const first = jsonOf<RunReport[]>(await replay('a.db'));
    const before = await digestIn('a.db');
    const second = jsonOf<RunReport[]>(await replay('a.db'));
    expect(second.map(({ items }) => items.new)).toEqual([0, 0, 0]);
    expect(second.map(({ items }) => items.duplicate)).toEqual(first.map(({ items }) => items.received));
    expect(await digestIn('a.db')).toEqual(before);
    expect(new Set([...first, ...second].map(({ runId }) => runId)).size).toBe(6);
  });

  it('opens no socket and needs no key', async () => {
    expect((await replay('a.db', preload('no-sockets.mjs'))).exitCode).toBe(0);
  });

  it('replays one file as one run', async () => {
    const report = jsonOf<RunReport>(await replay('a.db', {}, join(demoDay, '0940.har')));
    expect(report).toMatchObject({ outcome: 'ok', mode: 'failover', unanswered: [] });
    expect(report.sources.map(({ source, outcome }) => [source, outcome])).toEqual([
      ['tiingo', 'failed'],
      ['finnhub', 'ok'],
    ]);
  });

  it('takes fewer tickers by a flag', async () => {
    const [report] = jsonOf<RunReport[]>(
      await command.run(['run', '--replay', demoDay, '--tickers', 'nvda', '--store', 'a.db', '--json']),
    );
    expect(report).toMatchObject({ tickers: ['NVDA'], outcome: 'ok' });
    const { stdout } = await command.run(['items', '--store', 'a.db', '--json']);
    for (const { tickers } of JSON.parse(stdout) as { tickers: string[] }[]) expect(tickers).toContain('NVDA');
  });

  it('writes nothing on a dry run', async () => {
    const reports = jsonOf<RunReport[]>(await command.run(['run', '--replay', demoDay, '--dry-run', '--json']));
    expect(reports[0]?.items.new).toBe(33);
    expect((await command.run(['items', '--store', 'sqlite:replay.db'])).exitCode).toBe(5);
  });
});

describe('replay of what does not fit', () => {
  it.each([
    ['a file that is not there', 'missing.har', [], 'REPLAY_INVALID'],
    ['a truncated file', 'cut.har', [], 'REPLAY_INVALID'],
    ['a file that is no HAR', 'foreign.json', [], 'REPLAY_INVALID'],
    ['a recording of other hosts', 'other.har', [], 'REPLAY_EMPTY'],
    ['a ticker that was never recorded', '0935.har', ['--tickers', 'XOM'], 'REPLAY_MISMATCH'],
  ])('says so of %s and stores nothing', async (_, name, flags, code) => {
    cpSync(demoDay, command.directory, { recursive: true });
    cpSync(join(demoDay, '0935.har'), command.path('cut.har'));
    truncateSync(command.path('cut.har'), 9_000);
    writeFileSync(command.path('foreign.json'), '{"hello": "world"}');
    const text = readFileSync(command.path('0935.har'), 'utf8');
    writeFileSync(
      command.path('other.har'),
      text.replaceAll('"_source":"tiingo",', '').replaceAll('api.tiingo.com', 'example.com'),
    );
    const ended = await command.run(['run', '--replay', name, '--store', 'r.db', '--json', ...flags]);
    expect(ended.exitCode).toBe(2);
    const { error } = jsonOf<{ error: { code: string; message: string } }>(ended);
    expect(error.code).toBe(code);
    expect(ended.stderr).toMatch(/^✗ .+\n/);
    expect(ended.stderr).not.toMatch(/\n\s+at /);
    const events = await command.run(['items', '--store', 'r.db', '--json']);
    expect(['[]\n', '']).toContain(events.exitCode === 5 ? '' : events.stdout);
  });
});
