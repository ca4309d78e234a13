import { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import type { Job } from '@ingest/core';
import { withSqs } from './sqs.js';

/** As many as one request takes. */
const mostEntries = 10;

/**
 * Sends the shares of a run to the workers. What is sent twice is made once, so all are sent anew when that is in doubt. Rejects with
 * NETWORK or FORBIDDEN.
 */
export function sendShares(url: string, jobs: readonly Job[]): Promise<void> {
  return withSqs(url, 'sqs:SendMessage', async (client) => {
    for (let first = 0; first < jobs.length; first += mostEntries) {
      const Entries = jobs
        .slice(first, first + mostEntries)
        .map((job, index) => ({ Id: String(index), MessageBody: JSON.stringify(job) }));
      const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }));
      const [failed] = Failed;
      if (failed !== undefined)
        throw new Error(`${Failed.length} shares were not taken: ${failed.Code}: ${failed.Message ?? ''}`);
    }
  });
}
