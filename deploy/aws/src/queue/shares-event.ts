import { IngestError } from '@ingest/core';
import * as z from 'zod';

const record = z.object({
  messageId: z.string(),
  receiptHandle: z.string(),
  body: z.string(),
  attributes: z.object({ ApproximateReceiveCount: z.coerce.number<string>() }),
});

const event = z.object({ Records: z.array(record) });

/** A message as Lambda hands it to a function. */
export interface ShareMessage {
  readonly messageId: string;
  /** Names this time that it was handed out. */
  readonly receiptHandle: string;
  readonly body: string;
  /** How often it was handed to somebody, this time included. */
  readonly receives: number;
}

/** The messages of an event. Throws CONFIG_INVALID for one that no queue of SQS sent. */
export function readSharesEvent(value: unknown): readonly ShareMessage[] {
  const read = event.safeParse(value);
  if (!read.success)
    throw new IngestError('CONFIG_INVALID', 'the event holds no messages of SQS', {
      hint: 'the worker is called by the event source mapping of the queue of shares, and by nothing else',
    });
  return read.data.Records.map(({ messageId, receiptHandle, body, attributes }) => ({
    messageId,
    receiptHandle,
    body,
    receives: attributes.ApproximateReceiveCount,
  }));
}
