import { settings } from '@ingest/core';
import { expect, it } from 'vitest';
import { intervalsOf } from '../../src/config/intervals.js';

it('reads the lengths of the schedule', () => {
  expect(intervalsOf(settings.parse({}))).toEqual({ openMs: 300_000, closedMs: 3_600_000 });
});
