import { describe, expect, it } from 'vitest';
import { reportOf } from '../../../../packages/cli/test/support/report.js';
import type { DueResult } from '../../src/tick/make-due-run.js';
import { failureOf, resultOf } from '../../src/tick/tick-result.js';
import { slot } from '../support/unit-app.js';

const of = { slot, attempt: 1 };
const named = { slot: '2026-06-04T14:00:00.000Z', attempt: 1 };
const failed = reportOf({ outcome: 'failed', error: { code: 'SOURCES_EXHAUSTED', message: 'none' } });
const run = {
  runId: 'r',
  startedAt: slot,
  durationMs: 1,
  outcome: 'failed',
  newStories: 0,
  unanswered: 0,
  failovers: 0,
  isStopped: false,
} as const;

describe('a tick answers', () => {
  it.each<[string, DueResult, object]>([
    ['that nothing was due', { kind: 'nothing' }, { outcome: 'idle' }],
    ['that shares were sent', { kind: 'sent', ...of, shares: 3 }, { outcome: 'sent', ...named, shares: 3 }],
    ['that others made it', { kind: 'made', ...of, made: { kind: 'unwanted' } }, { outcome: 'skipped', ...named }],
    [
      'what a run came to',
      { kind: 'made', ...of, made: { kind: 'made', report: reportOf(), whole: null } },
      { outcome: 'ok', ...named, items: reportOf().items },
    ],
    [
      'that another one is at it',
      { kind: 'made', ...of, made: { kind: 'left', report: reportOf({ outcome: 'skipped' }), why: 'another' } },
      { outcome: 'skipped', ...named },
    ],
  ])('%s', (_, due, result) => {
    expect(failureOf(due)).toBeNull();
    expect(resultOf(due)).toMatchObject(result);
  });

  it.each<[string, DueResult, string]>([
    ['its run failed', { kind: 'made', ...of, made: { kind: 'made', report: failed, whole: null } }, 'none (run '],
    ['its run was cut off', { kind: 'made', ...of, made: { kind: 'left', report: failed, why: 'none' } }, 'none (run '],
    ['its run had failed', { kind: 'failed', ...of, run }, 'run r of 2026-06-04T14:00:00.000Z, attempt 2, failed'],
  ])('with an error when %s', (_, due, words) => {
    expect(failureOf(due)?.message).toContain(words);
  });
});
