import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { cleanText, type ErrorCode } from '@ingest/core';
import { withSqs } from './sqs.js';

/** A message that no worker can make anything of, and why. */
export interface DeadLetter {
  readonly body: string;
  readonly reason: string;
  readonly code: ErrorCode;
  readonly receives: number;
}

/** How much of a reason is kept, in characters. */
const longestReason = 1_000;

/** Puts a message where people find it, with its reason as an attribute: a queue by itself would only say that it was given up. */
export function sendDeadLetter(url: string, { body, reason, code, receives }: DeadLetter): Promise<void> {
  return withSqs(url, 'sqs:SendMessage', async (client) => {
    const text = (StringValue: string) => ({ DataType: 'String', StringValue });
    await client.send(
      new SendMessageCommand({
        QueueUrl: url,
        // SQS takes no empty body.
        MessageBody: body === '' ? '(empty)' : body,
        MessageAttributes: {
          reason: text(cleanText(reason, longestReason) ?? code),
          code: text(code),
          receives: { DataType: 'Number', StringValue: String(receives) },
        },
      }),
    );
  });
}
