import { ChangeMessageVisibilityCommand } from '@aws-sdk/client-sqs';
import { withSqs } from './sqs.js';

/** How long a share rests before it is handed out again, in seconds: the lease of a try that could not give it back has ended then. */
const restSeconds = 60;

/**
 * Has a message handed out again in a minute. By itself it stays hidden for six times as long as a worker may take, and the next run
 * has begun by then. `receiptHandle`: of this time that it was handed out. Rejects with NETWORK or FORBIDDEN.
 */
export function handOutAgain(url: string, receiptHandle: string): Promise<void> {
  return withSqs(url, 'sqs:ChangeMessageVisibility', async (client) => {
    await client.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: url,
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: restSeconds,
      }),
    );
  });
}
