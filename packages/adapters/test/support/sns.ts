import { randomUUID } from 'node:crypto';
import { DeleteTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { startFauxqs } from 'fauxqs';
import { onTestFinished, vi } from 'vitest';
import type { FilterPolicy } from './filter-policy.js';

const region = 'us-east-1';

/** A token that may be seen nowhere. */
export const sessionToken = 'hunter22hunter22hunter22';

/** What the SDK signs with in this test; nothing of this machine's own credentials is looked at. */
export function withCredentials(): void {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDHUNTER22EXAMPLE');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'hunter22/secret/hunter22');
  vi.stubEnv('AWS_SESSION_TOKEN', sessionToken);
  onTestFinished(() => void vi.unstubAllEnvs());
}

/** A message as it reached a queue. */
export interface QueuedMessage {
  readonly body: string;
  readonly attributes: Readonly<Record<string, { readonly DataType: string; readonly StringValue?: string }>>;
}

/** SNS and SQS of the test's own, a topic there, and queues that have subscribed to it. */
export async function snsTopic({ isFifo = false }: { readonly isFifo?: boolean } = {}) {
  withCredentials();
  const server = await startFauxqs({ port: 0, logger: false, host: '127.0.0.1' });
  onTestFinished(() => server.stop());
  const suffix = isFifo ? '.fifo' : '';
  const name = `ingest-test-${randomUUID()}${suffix}`;
  server.createTopic(name, isFifo ? { attributes: { FifoTopic: 'true' } } : {});
  const topic = `arn:aws:sns:${region}:000000000000:${name}`;
  return {
    port: server.port,
    topic,
    /** Subscribes a queue; answers with what is in it, oldest first. */
    subscribe(policy?: FilterPolicy): () => readonly QueuedMessage[] {
      const queue = `queue-${randomUUID()}${suffix}`;
      server.createQueue(queue, isFifo ? { attributes: { FifoQueue: 'true' } } : {});
      const attributes = {
        RawMessageDelivery: 'true',
        ...(policy !== undefined && { FilterPolicy: JSON.stringify(policy) }),
      };
      server.subscribe({ topic: name, queue, attributes });
      return () =>
        (server.inspectQueue(queue)?.messages.ready ?? []).map(({ body, messageAttributes }) => ({
          body,
          attributes: messageAttributes,
        }));
    },
    /** From now on nobody may publish to it. */
    async remove() {
      const client = new SNSClient({ region, endpoint: `http://127.0.0.1:${server.port}` });
      await client.send(new DeleteTopicCommand({ TopicArn: topic }));
      client.destroy();
    },
  };
}
