import * as z from 'zod';
import { defaultName, readSinkOptions, sinkName, sinkTimeout, urlWithoutUser } from '../read-options.js';

/** Options of the SNS sink. Credentials are none of them: the SDK finds them where it always does. */
export interface SnsSinkOptions {
  /** The ARN of a topic; one that ends with `.fifo` is a FIFO topic. */
  readonly topic: string;
  /** Default: the region in the ARN. */
  readonly region?: string | undefined;
  /** Where SNS is, http or https without a user. Default: what the SDK finds (`AWS_ENDPOINT_URL_SNS`), else AWS itself. */
  readonly endpoint?: string | undefined;
  /** FIFO topics only: the group of all messages, in which they stay in order. Default: a group for each source. */
  readonly messageGroupId?: string | undefined;
  /** How the sink is known in the store and in reports. Default: `sns-` and a hash of the topic. */
  readonly name?: string | undefined;
  /** The longest one try may take, in milliseconds, 1 to 10 000 (the default). */
  readonly timeoutMs?: number | undefined;
}

/** Options with nothing left open. */
export interface ResolvedSnsOptions {
  readonly name: string;
  readonly topic: string;
  readonly isFifo: boolean;
  readonly region: string;
  /** Null: where the SDK finds it. */
  readonly endpoint: string | null;
  /** Null: a group for each source. */
  readonly messageGroupId: string | null;
  readonly timeoutMs: number;
}

/** AWS has partitions: `aws`, `aws-cn`, `aws-us-gov` and others. */
const topicArn = /^arn:aws[a-z-]*:sns:([a-z0-9-]+):\d{12}:[A-Za-z0-9_-]{1,256}(\.fifo)?$/;

const snsSinkOptions = z
  .strictObject({
    topic: z.string().trim().regex(topicArn).describe('the ARN of a topic: arn:aws:sns:us-east-1:123456789012:news'),
    region: z
      .string()
      .trim()
      .regex(/^[a-z0-9-]+$/)
      .optional()
      .describe('a region: us-east-1'),
    endpoint: urlWithoutUser.optional().describe('an http or https url without a user'),
    messageGroupId: z
      .string()
      .trim()
      .regex(/^[\x21-\x7e]{1,128}$/)
      .optional()
      .describe('up to 128 letters, digits and punctuation marks, and a topic that ends with .fifo'),
    name: sinkName,
    timeoutMs: sinkTimeout,
  })
  .refine(({ topic, messageGroupId }) => messageGroupId === undefined || isFifo(topic), { path: ['messageGroupId'] });

/** Checks options and fills in the defaults. Throws CONFIG_INVALID that names the option and never shows its value. */
export function readSnsOptions(options: SnsSinkOptions): ResolvedSnsOptions {
  const read = readSinkOptions('sns', snsSinkOptions, options);
  const { topic, endpoint = null, messageGroupId = null, timeoutMs } = read;
  const [, ofTopic = ''] = topicArn.exec(topic) ?? [];
  return {
    name: read.name ?? defaultName('sns', topic),
    topic,
    isFifo: isFifo(topic),
    region: read.region ?? ofTopic,
    endpoint,
    messageGroupId,
    timeoutMs,
  };
}

function isFifo(topic: string): boolean {
  return topic.endsWith('.fifo');
}
