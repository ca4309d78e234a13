import { expect, it } from 'vitest';
import { notReady, overdue, timeIsOver } from '../src/overdue.js';

it('names what was waited for, and says what to do', () => {
  expect(timeIsOver()).toMatchObject({ code: 'ABORTED' });
  expect(overdue('dynamodb://news', 'registers.read')).toMatchObject({
    code: 'STORE_UNAVAILABLE',
    message: 'the store dynamodb://news did not answer in time (registers.read)',
    hint: expect.stringContaining('opens it anew'),
  });
  expect(overdue('dynamodb://news', null)).toMatchObject({
    code: 'ABORTED',
    hint: expect.stringContaining('more time'),
  });
  expect(notReady('the parameters /a')).toMatchObject({
    code: 'ABORTED',
    message: 'the time of the invocation was over while it waited for the parameters /a',
  });
});
