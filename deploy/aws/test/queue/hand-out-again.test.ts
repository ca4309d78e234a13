import { expect, it } from 'vitest';
import { handOutAgain } from '../../src/queue/hand-out-again.js';
import { unitQueue } from '../support/unit-queue.js';

it('keeps a message hidden for a minute from now on, and no longer', async () => {
  const { url, taken, hiddenUntil } = await unitQueue();
  const receipt = await taken('{}', 720);
  expect(hiddenUntil()).toBeGreaterThan(Date.now() + 600_000);
  await handOutAgain(url, receipt);
  expect(hiddenUntil()).toBeLessThanOrEqual(Date.now() + 60_000);
  expect(hiddenUntil()).toBeGreaterThan(Date.now() + 30_000);
});

it('says which queue is not there', async () => {
  const { url } = await unitQueue();
  await expect(handOutAgain(url.replace(/shares$/, 'gone'), 'x')).rejects.toMatchObject({
    code: 'NETWORK',
    message: expect.stringContaining('/gone: QueueDoesNotExist'),
  });
});
