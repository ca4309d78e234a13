import { expect, it } from 'vitest';
import { exitCodes, statusExitCodes } from '../src/exit-codes.js';

it('has a number of its own for every ending', () => {
  expect(new Set(Object.values(exitCodes)).size).toBe(Object.keys(exitCodes).length);
  expect(exitCodes).toMatchObject({
    ok: 0,
    usage: 2,
    partial: 3,
    noSource: 4,
    store: 5,
    interrupted: 130,
    closedPipe: 141,
    terminated: 143,
  });
});

it('has those of a Nagios check for the status', () => {
  expect(statusExitCodes).toEqual({ ok: 0, warning: 1, critical: 2, unknown: 3 });
});
