import { IngestError } from '@ingest/core';
import { expect, it } from 'vitest';
import { errorAnswer, failureAnswer, jsonAnswer } from '../../../src/watch/http/answer.js';

it('answers one JSON value in which a terminal finds nothing to obey', () => {
  const { body, status, type } = jsonAnswer(200, { headline: 'red \u001b[31malert\u009b' });
  expect([status, type]).toEqual([200, 'application/json; charset=utf-8']);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that there are none is the point
  expect(body).not.toMatch(/[\u0000-\u0009\u001b\u009b]/);
  expect(JSON.parse(body)).toEqual({ headline: 'red \u001b[31malert\u009b' });
});

it('has errors in the form of the command line', () => {
  expect(JSON.parse(errorAnswer(404, { code: 'NOT_FOUND', message: 'no' }).body)).toEqual({
    error: { code: 'NOT_FOUND', message: 'no' },
  });
});

it('tells a failure by its code, and no word of what is inside', () => {
  const failed = failureAnswer(new IngestError('STORE_BUSY', 'sqlite:/home/ann/secret.db is locked'));
  expect([failed.status, failed.body.includes('STORE_BUSY'), failed.body.includes('ann')]).toEqual([503, true, false]);
  const bug = failureAnswer(new TypeError('ann is not a function'));
  expect([bug.status, bug.body.includes('ann')]).toEqual([500, false]);
});
