import { SQSClient } from '@aws-sdk/client-sqs';
import type { Alert, NewDataNotification } from '@ingest/core';
import { startFauxqs } from 'fauxqs';
import { account, region } from './aws-call.js';

/** What is told of in an event: of news, or of an alert. */
export type EventData = Partial<NewDataNotification> & Partial<Alert>;

/** A message as a subscriber of a topic got it. */
export interface Received {
  readonly event: { readonly id: string; readonly type: string; readonly data: EventData };
  readonly attributes: Readonly<Record<string, string | undefined>>;
}

/** A message as it lies in a queue. */
export interface Queued {
  readonly body: string;
  readonly attributes: Readonly<Record<string, string | undefined>>;
}

/** Deliveries of the shares before SQS gives a message up; as in Terraform. */
const maxReceiveCount = 4;

export const arns = {
  newsTopic: `arn:aws:sns:${region}:${account}:news`,
  alertsTopic: `arn:aws:sns:${region}:${account}:alerts`,
  shares: `arn:aws:sqs:${region}:${account}:shares`,
  deadLetters: `arn:aws:sqs:${region}:${account}:dead-letters`,
} as const;

/** SNS and SQS as the deployment sets them up: a queue listens to each topic, and one takes what the queue of shares gives up. */
export async function startMessaging() {
  const server = await startFauxqs({ port: 0, logger: false, host: '127.0.0.1', defaultRegion: region });
  for (const topic of ['news', 'alerts']) {
    server.createTopic(topic);
    server.createQueue(`inbox-${topic}`);
    server.subscribe({ topic, queue: `inbox-${topic}`, attributes: { RawMessageDelivery: 'true' } });
  }
  server.createQueue('dead-letters');
  const redrive = { deadLetterTargetArn: arns.deadLetters, maxReceiveCount };
  const { queueUrl } = server.createQueue('shares', { attributes: { RedrivePolicy: JSON.stringify(redrive) } });
  // The host of such a url is none: it cannot be read as one.
  const origin = queueUrl.slice(0, -queuePath('shares').length);
  const endpoint = `http://127.0.0.1:${server.port}`;
  const key = { accessKeyId: 'AKIDTEST', secretAccessKey: 'test' };
  const client = new SQSClient({ region, endpoint, credentials: key, useQueueUrlAsEndpoint: false });

  function queued(queue: string): readonly Queued[] {
    return (server.inspectQueue(queue)?.messages.ready ?? []).map(({ body, messageAttributes }) => ({
      body,
      attributes: Object.fromEntries(
        Object.entries(messageAttributes).map(([name, { StringValue }]) => [name, StringValue]),
      ),
    }));
  }

  const received = (topic: 'news' | 'alerts'): readonly Received[] =>
    queued(`inbox-${topic}`).map(({ body, attributes }) => ({
      event: JSON.parse(body) as Received['event'],
      attributes,
    }));

  return {
    endpoint,
    client,
    /** A queue by the path of its url. */
    queueUrl: (path: string) => `${origin}${path}`,
    queued,
    /** What subscribers got, oldest first. */
    news: () => received('news'),
    alerts: () => received('alerts'),
    async stop() {
      client.destroy();
      await server.stop();
    },
  };
}

export type Messaging = Awaited<ReturnType<typeof startMessaging>>;

/** The path of a queue's url. */
export function queuePath(queue: 'shares' | 'dead-letters'): string {
  return `/${account}/${queue}`;
}
