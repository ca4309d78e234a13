import { importDriver } from '@ingest/core';
import type { ResolvedSnsOptions } from './options.js';
import type { SnsMessage } from './render.js';
import { signedSecrets } from './signed-secrets.js';

/** What is asked of SNS. */
export interface SnsClient {
  /** Resolves when SNS has taken the message. */
  publish(message: SnsMessage, signal: AbortSignal): Promise<void>;
  /** Rejects when the topic is not there, or may not be looked at. */
  findTopic(topic: string, signal: AbortSignal): Promise<void>;
}

/** More of an answer is not read, in bytes. The policy of a topic, written as XML, is the longest part of any. */
const largestAnswer = 262_144;

/**
 * A client that lasts until `ended` aborts. It tries each request once: to try again is for the next delivery. `onSigned` is told
 * before each request which secrets are in it. Rejects with DRIVER_MISSING when `@aws-sdk/client-sns` is not installed.
 */
export async function openSns(
  { name, region, endpoint }: Pick<ResolvedSnsOptions, 'name' | 'region' | 'endpoint'>,
  ended: AbortSignal,
  onSigned: (secrets: readonly string[]) => void,
): Promise<SnsClient> {
  // Later releases ask for Node 22.
  const driver = { of: name, packages: ['@aws-sdk/client-sns'], install: '@aws-sdk/client-sns@3.1169' };
  const { SNSClient, PublishCommand, GetTopicAttributesCommand } = await importDriver(
    driver,
    () => import('@aws-sdk/client-sns'),
  );
  ended.throwIfAborted();
  const client = new SNSClient({
    region,
    ...(endpoint !== null && { endpoint }),
    maxAttempts: 1,
    streamCollector: collectAnswer,
  });
  client.middlewareStack.add(
    (next) => (args) => {
      onSigned(signedSecrets((args.request as { headers: Record<string, string> }).headers));
      return next(args);
    },
    { step: 'deserialize', name: 'noteSecrets' },
  );
  ended.addEventListener('abort', () => client.destroy(), { once: true });
  const until = (signal: AbortSignal) => ({ abortSignal: AbortSignal.any([ended, signal]) });
  return {
    async publish(message, signal) {
      const command = new PublishCommand({ ...message, MessageAttributes: { ...message.MessageAttributes } });
      const { MessageId } = await client.send(command, until(signal));
      if (MessageId === undefined) throw new Error(foreign);
    },
    async findTopic(topic, signal) {
      const { Attributes } = await client.send(new GetTopicAttributesCommand({ TopicArn: topic }), until(signal));
      if (Attributes === undefined) throw new Error(foreign);
    },
  };
}

/** The SDK takes any page with status 200 for an answer, that of a proxy too. */
const foreign = 'what answered is not SNS';

/** The bytes of an answer. Throws when it is too long to be one of SNS, and reads no more of it. */
async function collectAnswer(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    size += chunk.byteLength;
    if (size > largestAnswer) throw new Error(`the answer is longer than ${largestAnswer} bytes`);
  }
  return Buffer.concat(chunks);
}
