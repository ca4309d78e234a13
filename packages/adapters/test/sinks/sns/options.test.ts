import { describe, expect, test } from 'vitest';
import { readSnsOptions, type SnsSinkOptions } from '../../../src/sinks/sns/options.js';

const topic = 'arn:aws:sns:eu-central-1:123456789012:news';

describe('readSnsOptions', () => {
  test('fills in what is left out, the region from the topic', () => {
    expect(readSnsOptions({ topic: ` ${topic} ` })).toEqual({
      name: expect.stringMatching(/^sns-[0-9a-f]{8}$/),
      topic,
      isFifo: false,
      region: 'eu-central-1',
      endpoint: null,
      messageGroupId: null,
      timeoutMs: 10_000,
    });
  });

  test('keeps what is given', () => {
    const options = {
      topic: `${topic}.fifo`,
      region: 'us-east-1',
      endpoint: 'http://127.0.0.1:4566',
      messageGroupId: 'all',
      name: 'desk',
      timeoutMs: 9,
    };
    expect(readSnsOptions(options)).toEqual({ ...options, isFifo: true });
  });

  test.each(['aws-cn', 'aws-us-gov', 'aws-iso-b'])('takes a topic of the partition %s', (partition) => {
    expect(readSnsOptions({ topic: `arn:${partition}:sns:x-y-1:123456789012:a-b_C` }).region).toBe('x-y-1');
  });

  test('is called by its topic, wherever that is reached', () => {
    const nameOf = (options: Partial<SnsSinkOptions>) => readSnsOptions({ topic, ...options }).name;
    expect(nameOf({ endpoint: 'https://vpce-1.sns.eu-central-1.vpce.amazonaws.com', region: 'us-east-1' })).toBe(
      nameOf({}),
    );
    expect(nameOf({ topic: `${topic}2` })).not.toBe(nameOf({}));
  });

  test.each([
    [{}, 'topic: missing; expected the ARN of a topic: arn:aws:sns:us-east-1:123456789012:news'],
    [{ topic: 'hunter22' }, 'topic: expected the ARN of a topic'],
    [{ topic: 'arn:aws:sqs:us-east-1:123456789012:hunter22' }, 'topic: expected the ARN of a topic'],
    [{ topic: `${topic}:3f7bdc0e-hunter22` }, 'topic: expected the ARN of a topic'],
    [{ topic, region: 'hunter22!' }, 'region: expected a region: us-east-1'],
    [{ topic, endpoint: 'localhost:4566' }, 'endpoint: expected an http or https url without a user'],
    [{ topic, endpoint: 'http://:hunter22@x' }, 'endpoint: expected an http or https url without a user'],
    [{ topic, endpoint: 'http://u:hunter22@x' }, 'endpoint: expected an http or https url without a user'],
    [
      { topic, messageGroupId: 'all' },
      'messageGroupId: expected up to 128 letters, digits and punctuation marks, and a',
    ],
    [{ topic: `${topic}.fifo`, messageGroupId: 'hunter 22' }, 'messageGroupId: expected up to 128'],
    [{ topic, timeoutMs: 0 }, 'timeoutMs: expected a whole number of milliseconds'],
    [{ topic, secretAccessKey: 'hunter22' }, 'secretAccessKey: unknown option'],
  ])('refuses %j, and never shows the value', (options, words) => {
    const refused = expect.objectContaining({
      code: 'CONFIG_INVALID',
      message: expect.stringMatching(/^sink sns: (?!.*hunter)/),
    });
    expect(() => readSnsOptions(options as SnsSinkOptions)).toThrow(refused);
    expect(() => readSnsOptions(options as SnsSinkOptions)).toThrow(words);
  });
});
