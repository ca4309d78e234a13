import { expect, it } from 'vitest';
import { readSharesEvent } from '../../src/queue/shares-event.js';

const record = {
  messageId: 'm',
  receiptHandle: 'h',
  body: '{}',
  attributes: { ApproximateReceiveCount: '2', SentTimestamp: '1' },
  awsRegion: 'x',
};

it('holds the messages of a queue', () => {
  expect(readSharesEvent({ Records: [record] })).toEqual([
    { messageId: 'm', receiptHandle: 'h', body: '{}', receives: 2 },
  ]);
  expect(readSharesEvent({ Records: [] })).toEqual([]);
});

it.each([{}, null, { Records: [{ ...record, body: 7 }] }, { scheduledAt: 'x' }])('is no other: %j', (event) => {
  expect(() => readSharesEvent(event)).toThrow('the event holds no messages of SQS');
});
