import { closeSync, openSync, readFileSync } from 'node:fs';
import { redactor } from '@ingest/core';
import { expect, it, vi } from 'vitest';
import { jsonLogger, type Level, logLines } from '../src/log-lines.js';
import { inEmptyDirectory } from './support/ingest.js';
import { reportOf } from './support/report.js';

inEmptyDirectory();

const stamp = { runId: 'r', at: '2026-06-04T13:35:00.000Z' };
const started = { type: 'run:started', ...stamp, tickers: [], sources: [] } as const;
const failed = {
  type: 'source:failed',
  ...stamp,
  source: 'tiingo',
  code: 'TIMEOUT',
  message: 'for secret-key-1',
} as const;
const ended = { type: 'run:ended', ...stamp, report: reportOf() } as const;

/** What stands in a file that log lines go to. */
async function written(threshold: Level | null) {
  const fd = openSync('lines', 'w');
  const open = vi.fn((level: Level) => jsonLogger(level, fd));
  const log = logLines({ threshold, redact: redactor(['secret-key-1']), open, now: () => Date.UTC(2026, 5, 4) });
  for (const event of [started, failed, ended]) log.read(event);
  log.trouble({ code: 'NETWORK', message: 'no answer for secret-key-1' });
  await log.flush();
  closeSync(fd);
  const lines = readFileSync('lines', 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  return { lines: lines.map((line) => JSON.parse(line) as Record<string, unknown>), opened: open.mock.calls.length };
}

it('are bare JSON, one an event, in their order, with name and level, and without secrets', async () => {
  const { lines } = await written('info');
  expect(lines.map(({ msg, level }) => [msg, level])).toEqual([
    ['run:started', 30],
    ['source:failed', 40],
    ['run:ended', 30],
    ['trouble', 50],
  ]);
  expect(lines[1]).toMatchObject({ time: stamp.at, runId: 'r', source: 'tiingo', code: 'TIMEOUT', message: 'for ***' });
  expect(lines[3]).toMatchObject({ time: '2026-06-04T00:00:00.000Z', message: 'no answer for ***' });
});

it('begin at a level, and nothing is opened for none', async () => {
  expect((await written('error')).lines.map(({ msg }) => msg)).toEqual(['trouble']);
  expect(await written(null)).toEqual({ lines: [], opened: 0 });
});
