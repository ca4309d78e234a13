import { cpSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunReport } from '@ingest/core';
import { describe, expect, it, vi } from 'vitest';
import { demoDay, inEmptyDirectory, ingest } from '../support/ingest.js';

inEmptyDirectory();

const replay = (...flags: string[]) => ingest('run', '--replay', demoDay, '--json', ...flags);

/** A recording by another tool of one exchange. */
function recordingOf(url: string, members: object = {}, status = 200): string {
  const entry = {
    ...members,
    startedDateTime: '2026-06-04T13:35:00.000Z',
    time: 40,
    request: { method: 'GET', url },
    response: { status, content: { text: '[]' } },
  };
  return JSON.stringify({ log: { version: '1.2', entries: [entry] } });
}

describe('replay', () => {
  it('takes chain and tickers from the recording', async () => {
    const [first] = (await replay()).json<RunReport[]>();
    expect(first).toMatchObject({
      tickers: ['AAPL', 'MSFT', 'NVDA', 'AMZN', 'BRK.B'],
      startedAt: '2026-06-04T13:35:00.040Z',
    });
    expect(first?.sources.map(({ source }) => source)).toEqual(['tiingo', 'finnhub']);
  });

  it('lets flags override them', async () => {
    const ended = await ingest('run', '--replay', join(demoDay, '0940.har'), '--source', 'finnhub', '--json');
    expect(ended.json<RunReport>()).toMatchObject({
      outcome: 'ok',
      failovers: [],
      warnings: ['1 of 6 recorded exchanges were not asked for'],
    });
    const day = (await replay('--source', 'finnhub')).json<RunReport[]>();
    expect(day.map(({ collections }) => collections.length)).toEqual([5]);
  });

  it('makes no store when no recording holds what would be asked for', async () => {
    const ended = await ingest('run', '--replay', join(demoDay, '0935.har'), '--source', 'finnhub', '--json');
    expect(ended.exitCode).toBe(2);
    expect(ended.json()).toMatchObject({ error: { code: 'REPLAY_EMPTY' } });
    expect(readdirSync('.')).toEqual([]);
  });

  it('says without flags what a recording holds of which nothing can be asked', async () => {
    writeFileSync('day.har', recordingOf('https://api.tiingo.com/tiingo/news?limit=5'));
    const { exitCode, stderr } = await ingest('run', '--replay', 'day.har');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('it holds: tiingo without tickers');
    expect(stderr).not.toContain('--source');
  });

  it('names the host of the recording, whatever the base url is now', async () => {
    writeFileSync('day.har', recordingOf('http://127.0.0.1:8080/tiingo/news?tickers=AAPL', { _source: 'tiingo' }, 503));
    const report = () => ingest('run', '--replay', 'day.har', '--json', '--dry-run');
    const first = await report();
    expect(first.stdout).toContain('GET 127.0.0.1:8080/tiingo/news answered 503');
    vi.stubEnv('TIINGO_BASE_URL', 'http://elsewhere.example');
    expect((await report()).stdout).toBe(first.stdout);
  });

  it('stops the sequence at a recording that does not fit', async () => {
    const ended = await replay('--tickers', 'AAPL,XOM');
    expect(ended.exitCode).toBe(2);
    expect(ended.json<RunReport[]>().map(({ error }) => error?.code)).toEqual(['REPLAY_MISMATCH']);
  });

  it('goes through the recordings in the order of their times, whatever their names', async () => {
    cpSync(join(demoDay, '0935.har'), 'z.har');
    cpSync(join(demoDay, '0945.har'), 'a.har');
    const reports = (await ingest('run', '--replay', '.', '--json')).json<RunReport[]>();
    expect(reports.map(({ items }) => items.new)).toEqual([33, 2]);
  });

  it('keeps nothing on a dry run, and does not name a file', async () => {
    const { stdout } = await ingest('run', '--replay', demoDay, '--dry-run');
    expect(stdout).toContain('47 stories found, none kept');
    expect(stdout).not.toContain('ingest items');
    expect(readdirSync('.')).toEqual([]);
  });

  it('does not go with --record', async () => {
    expect((await replay('--record', 'x.har')).stderr).toContain('--record does not go with --replay');
  });

  it('writes stories and events, and no state', async () => {
    await replay('--store', 'r.db');
    const rows = (await ingest('sources', '--store', 'r.db', '--json')).json<{ lastOutcome: string | null }[]>();
    expect(rows.map(({ lastOutcome }) => lastOutcome)).toEqual([null, null]);
  });
});
