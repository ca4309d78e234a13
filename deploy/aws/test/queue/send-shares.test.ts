import type { Job } from '@ingest/core';
import { expect, it } from 'vitest';
import { sendShares } from '../../src/queue/send-shares.js';
import { slot } from '../support/unit-app.js';
import { unitQueue } from '../support/unit-queue.js';

const jobs = Array.from({ length: 23 }, (_, index): Job => {
  return { slot, from: slot - 300_000, attempt: 0, count: 23, index, tickers: [`T${index}`] };
});

it('puts each share into the queue as a message, however many there are', async () => {
  const { url, messages } = await unitQueue();
  await sendShares(url, jobs);
  const bodies = messages().map(({ body }) => JSON.parse(body) as Job);
  expect(bodies.sort((left, right) => left.index - right.index)).toEqual(jobs);
});

it('says which queue is not there', async () => {
  const { url } = await unitQueue();
  await expect(sendShares(url.replace(/shares$/, 'gone'), jobs)).rejects.toMatchObject({
    code: 'NETWORK',
    message: expect.stringContaining('/gone: QueueDoesNotExist'),
  });
});
