import { noSecrets, redactor } from '@ingest/core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { logTo } from '../src/log.js';
import { createOutput } from '../src/output.js';
import { reportOf } from './support/report.js';

const stamp = { runId: 'r', at: '2026-06-04T13:35:00.000Z' };
const failed = {
  type: 'source:failed',
  ...stamp,
  source: 'tiingo',
  code: 'TIMEOUT',
  message: 'no page for secret-key-1',
} as const;
const started = { type: 'run:started', ...stamp, tickers: [], sources: [] } as const;

/** What is written to file descriptor 2, which pino uses past `process.stderr`. */
const written = vi.hoisted(() => ({ lines: [] as string[] }));
vi.mock('pino', async (original) => {
  const { default: pino } = await original<typeof import('pino')>();
  const destination = () => ({ write: (line: string) => written.lines.push(line) });
  return { default: Object.assign(pino.bind(null), { destination }) };
});
afterEach(() => {
  written.lines.length = 0;
});

async function logged(options: { verbose?: boolean; quiet?: boolean }, redact = noSecrets) {
  const output = createOutput({});
  const { read, flush } = logTo({ ...output, err: { ...output.err, isTty: false } }, redact, options);
  for (const event of [started, failed, { type: 'run:ended', ...stamp, report: reportOf() } as const]) read(event);
  await flush();
  return written.lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('trouble', () => {
  const report = { code: 'STORE_UNAVAILABLE', message: 'no server for secret-key-1', hint: 'start it' } as const;
  const told = async (options: { quiet?: boolean }, isTty = false) => {
    const output = createOutput({});
    const screen = { ...output, err: { ...output.err, isTty } };
    const log = logTo(screen, redactor(['secret-key-1']), options, undefined, () => Date.UTC(2026, 5, 4));
    const isKept = log.trouble(report);
    await log.flush();
    return { isKept, lines: written.lines.map((line) => JSON.parse(line) as object) };
  };

  it('is a line among the others where nobody watches', async () => {
    expect(await told({})).toEqual({
      isKept: true,
      lines: [
        {
          ...{ level: 50, time: '2026-06-04T00:00:00.000Z', msg: 'trouble' },
          ...{ ...report, message: expect.not.stringContaining('secret-key-1') },
        },
      ],
    });
  });

  it('is left to people on a terminal, and where no lines are wanted', async () => {
    expect(await told({}, true)).toEqual({ isKept: false, lines: [] });
    expect(await told({ quiet: true })).toEqual({ isKept: false, lines: [] });
  });
});

describe('logTo', () => {
  it('writes one JSON line an event from `warn` on', async () => {
    expect(await logged({})).toEqual([
      {
        level: 40,
        time: stamp.at,
        runId: 'r',
        source: 'tiingo',
        code: 'TIMEOUT',
        message: failed.message,
        msg: 'source:failed',
      },
    ]);
  });

  it('writes all with --verbose, a run’s end as a summary, and nothing with --quiet', async () => {
    const lines = await logged({ verbose: true });
    expect(lines.map(({ msg }) => msg)).toEqual(['run:started', 'source:failed', 'run:ended']);
    expect(lines[2]?.report).toEqual({
      outcome: 'ok',
      durationMs: 1400,
      requests: 2,
      items: reportOf().items,
      unanswered: [],
    });
    written.lines.length = 0;
    expect(await logged({ quiet: true })).toEqual([]);
  });

  it('has the line of progress taken away before it writes', async () => {
    const output = createOutput({});
    const log = logTo({ ...output, err: { ...output.err, isTty: false } }, noSecrets, { verbose: true }, () => {
      written.lines.push('cleared');
    });
    for (const event of [started, failed]) log.read(event);
    await log.flush();
    expect(written.lines.map((line) => (line === 'cleared' ? line : 'line'))).toEqual([
      'cleared',
      'line',
      'cleared',
      'line',
    ]);
  });

  it('takes secrets out', async () => {
    expect(JSON.stringify(await logged({}, redactor(['secret-key-1'])))).not.toContain('secret-key-1');
  });
});
