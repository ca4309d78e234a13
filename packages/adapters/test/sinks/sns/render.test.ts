import type { StoryKey, Ticker } from '@ingest/core';
import { describe, expect, test } from 'vitest';
import { toCloudEvent } from '../../../src/sinks/envelope.js';
import { sizeOfAttributes } from '../../../src/sinks/sns/attributes.js';
import { byteLength } from '../../../src/sinks/sns/bytes.js';
import { largestMessage, render } from '../../../src/sinks/sns/render.js';
import { alertMessageOf, messageOf } from '../../support/receiver.js';

const topic = { topic: 'arn:aws:sns:us-east-1:123456789012:news', isFifo: false, messageGroupId: null };
const fifo = { ...topic, topic: `${topic.topic}.fifo`, isFifo: true };

describe('render', () => {
  test('publishes the CloudEvent', () => {
    const { Message, Subject, ...others } = render(messageOf(), topic);
    expect(Message).toBe(JSON.stringify(toCloudEvent(messageOf())));
    expect(Subject).toBe('1 new from tiingo: AAPL');
    expect(others).toEqual({
      TopicArn: topic.topic,
      MessageAttributes: expect.objectContaining({ tickers: expect.anything() }),
    });
  });

  test('is known to a FIFO topic by the id of its event, in the group of its source', () => {
    expect(render(messageOf(), fifo)).toMatchObject({
      MessageGroupId: 'tiingo',
      MessageDeduplicationId: messageOf().eventId,
    });
    const groupOf = (source: string | undefined) => render(alertMessageOf({ source }), fifo).MessageGroupId;
    expect([groupOf('my feed'), groupOf(undefined), groupOf(''), groupOf('x'.repeat(200))]).toEqual([
      'my_feed',
      'ingest',
      'ingest',
      'x'.repeat(128),
    ]);
    expect(render(messageOf(), { ...fifo, messageGroupId: 'all' }).MessageGroupId).toBe('all');
  });

  test('is never larger than SNS takes, attributes included', () => {
    const storyKeys = Array.from({ length: 9000 }, (_, index) => index.toString(16).padStart(32, '0') as StoryKey);
    const tickers = Array.from({ length: 30_000 }, (_, index) => `T${index}` as Ticker);
    const { Message, Subject, MessageAttributes } = render(messageOf({ storyKeys, itemCount: 9000, tickers }), topic);
    const size = byteLength(Message) + byteLength(Subject) + sizeOfAttributes(MessageAttributes);
    expect(size).toBeLessThanOrEqual(largestMessage);
    expect(size).toBeGreaterThan(largestMessage - 50);
    expect(JSON.parse(Message)).toMatchObject({ iscut: true, data: { itemCount: 9000 } });
  });
});
