import { alertKinds } from '@ingest/core';
import { expect, test } from 'vitest';
import { readMore } from '../../../src/sinks/slack/next-step.js';

test.each(alertKinds)('%s has a command and a section of the runbook', (kind) => {
  expect(readMore({ kind, state: 'firing', details: 'It broke.' })).toEqual([
    expect.stringMatching(/^ingest [a-z]+/),
    `docs/runbook.md#${kind.toLowerCase()}`,
  ]);
});

test('says nothing twice, and nothing of what is over', () => {
  const kind = 'STALE_DATA';
  expect(readMore({ kind, state: 'firing', details: 'Run ingest doctor.' })).toEqual(['docs/runbook.md#stale_data']);
  expect(readMore({ kind, state: 'firing', details: 'See docs/runbook.md#stale_data' })).toEqual(['ingest events']);
  expect(readMore({ kind, state: 'resolved', details: '' })).toEqual([]);
});
