import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
} from '@aws-sdk/client-sqs';
import * as z from 'zod';
import type { Deployed } from './aws-world.js';
import type { Invoked } from './function-process.js';
import { arns, type Messaging, queuePath } from './messaging.js';

/** What a function answers that reports which messages of a batch it could not make. */
const batchResponse = z.strictObject({
  batchItemFailures: z.array(z.strictObject({ itemIdentifier: z.string().min(1) })),
});

export interface PollOptions {
  /** Messages a batch. Default: 10. */
  readonly batchSize?: number;
  /** What becomes of a batch on its way: order, repeats. Default: as received. */
  readonly arrange?: (records: readonly SqsRecord[]) => readonly SqsRecord[];
}

export type SqsRecord = ReturnType<typeof toRecord>;

/**
 * Takes one batch from the queue of shares and has a worker make it, as an event source mapping with ReportBatchItemFailures does:
 * deletes all but what is reported, which can be received again at once. Null when the queue is empty.
 */
export async function poll(
  { client, queueUrl }: Messaging,
  worker: Pick<Deployed, 'invoke'>,
  { batchSize = 10, arrange = (records) => records }: PollOptions = {},
): Promise<Invoked | null> {
  const QueueUrl = queueUrl(queuePath('shares'));
  const { Messages: messages = [] } = await client.send(
    new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: batchSize,
      AttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    }),
  );
  if (messages.length === 0) return null;
  const invoked = await worker.invoke({ Records: arrange(messages.map(toRecord)) });
  const failed = failedIn(invoked, messages);
  for (const { MessageId, ReceiptHandle } of messages) {
    const command = { QueueUrl, ReceiptHandle };
    // As if the time had come that a message stays hidden.
    if (failed.has(MessageId))
      await client.send(new ChangeMessageVisibilityCommand({ ...command, VisibilityTimeout: 0 }));
    else await client.send(new DeleteMessageCommand(command));
  }
  return invoked;
}

/** An answer that Lambda cannot read, or an id that is none of the batch, is a batch that failed. */
function failedIn({ answer, error }: Invoked, messages: readonly Message[]): ReadonlySet<string | undefined> {
  const all = new Set(messages.map(({ MessageId }) => MessageId));
  if (error !== null) return all;
  const read = batchResponse.safeParse(answer);
  if (!read.success) return all;
  const reported = new Set(read.data.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
  return [...reported].every((id) => all.has(id)) ? reported : all;
}

function toRecord({ MessageId = '', ReceiptHandle = '', Body = '', Attributes = {}, MD5OfBody = '' }: Message) {
  return {
    messageId: MessageId,
    receiptHandle: ReceiptHandle,
    body: Body,
    attributes: Attributes,
    messageAttributes: {},
    md5OfBody: MD5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN: arns.shares,
    awsRegion: 'us-east-1',
  };
}
