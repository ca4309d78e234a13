import { expect, it } from 'vitest';
import { sendDeadLetter } from '../../src/queue/dead-letters.js';
import { unitQueue } from '../support/unit-queue.js';

const letter = { body: '{}', reason: 'no room', code: 'STORE_FULL', receives: 3 } as const;

it('keeps a message with its reason, its code and how often it came', async () => {
  const { url, messages } = await unitQueue();
  await sendDeadLetter(url, letter);
  expect(messages()).toMatchObject([
    {
      body: '{}',
      messageAttributes: {
        reason: { StringValue: 'no room' },
        code: { StringValue: 'STORE_FULL' },
        receives: { DataType: 'Number', StringValue: '3' },
      },
    },
  ]);
});

it('takes an empty message, and a reason that SQS would not', async () => {
  const { url, messages } = await unitQueue();
  await sendDeadLetter(url, { ...letter, body: '', reason: `${'x'.repeat(5_000)}\u0000` });
  await sendDeadLetter(url, { ...letter, reason: '' });
  const [long, none] = messages();
  expect([long?.body, long?.messageAttributes.reason?.StringValue?.length]).toEqual(['(empty)', 1_000]);
  expect(none?.messageAttributes.reason?.StringValue).toBe('STORE_FULL');
});
