import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { startFauxqs } from 'fauxqs';
import { onTestFinished, vi } from 'vitest';

/** A queue of the test's own, as a function is told of it. */
export async function unitQueue() {
  const server = await startFauxqs({ port: 0, logger: false, host: '127.0.0.1', defaultRegion: 'us-east-1' });
  const { queueUrl } = server.createQueue('shares');
  withAws('AWS_ENDPOINT_URL_SQS', server.port);
  onTestFinished(() => server.stop());
  const inside = () => server.inspectQueue('shares')?.messages;
  return {
    url: queueUrl,
    messages: () => inside()?.ready ?? [],
    /** Sends a message and takes it, for so many seconds. Answers with its receipt. */
    async taken(MessageBody: string, VisibilityTimeout: number): Promise<string> {
      const client = new SQSClient({ useQueueUrlAsEndpoint: false });
      await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody }));
      const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl: queueUrl, VisibilityTimeout }));
      client.destroy();
      return Messages[0]?.ReceiptHandle ?? '';
    },
    /** Until when the first of those that somebody took is hidden, in milliseconds since 1970. */
    hiddenUntil: () => inside()?.inflight[0]?.visibilityDeadline ?? 0,
  };
}

/** What the SDK finds in this test: a service on this machine, and credentials that are none. */
export function withAws(endpoint: `AWS_ENDPOINT_URL_${string}`, port: number): void {
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  vi.stubEnv(endpoint, `http://127.0.0.1:${port}`);
  onTestFinished(() => void vi.unstubAllEnvs());
}
