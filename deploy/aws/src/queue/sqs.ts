import { SQSClient } from '@aws-sdk/client-sqs';
import { IngestError, toError } from '@ingest/core';

/** How long a connection, and an answer, may take before the SDK tries again, in milliseconds. */
const patience = { connectionTimeout: 2_000, requestTimeout: 5_000, throwOnRequestTimeout: true } as const;

/**
 * Works with a client of SQS that is gone afterwards: a function that is frozen holds no connection. What it fails with becomes
 * FORBIDDEN or NETWORK that names the queue. `action`: the right that is needed.
 */
export async function withSqs<T>(url: string, action: string, work: (client: SQSClient) => Promise<T>): Promise<T> {
  // By itself the SDK asks the host in the url of a queue, whatever endpoint it is told of.
  const client = new SQSClient({ requestHandler: patience, useQueueUrlAsEndpoint: false });
  try {
    return await work(client);
  } catch (thrown) {
    const { name, message } = toError(thrown);
    const isDenied = /AccessDenied/.test(name);
    throw new IngestError(isDenied ? 'FORBIDDEN' : 'NETWORK', `${url}: ${name}: ${message.split('\n')[0]}`, {
      hint: isDenied ? `allow ${action} on it to the role of the function` : 'it is tried again with the next event',
    });
  } finally {
    client.destroy();
  }
}
