import type { Message } from '@ingest/core';
import { attributesOf, type SnsAttributes, sizeOfAttributes } from './attributes.js';
import { bodyOf } from './body.js';
import { byteLength } from './bytes.js';
import type { ResolvedSnsOptions } from './options.js';
import { subjectOf } from './subject.js';

/** What SNS takes unless a topic is told otherwise, in bytes: body and attributes together. */
export const largestMessage = 262_144;

/** A message as it is published, by the names of the API. */
export interface SnsMessage {
  readonly TopicArn: string;
  readonly Message: string;
  readonly Subject: string;
  readonly MessageAttributes: SnsAttributes;
  readonly MessageGroupId?: string;
  readonly MessageDeduplicationId?: string;
}

/** A message as SNS takes it, never larger than that; the same from try to try. */
export function render(
  message: Message,
  { topic, isFifo, messageGroupId }: Pick<ResolvedSnsOptions, 'topic' | 'isFifo' | 'messageGroupId'>,
): SnsMessage {
  const attributes = attributesOf(message);
  const subject = subjectOf(message);
  // Nobody says that the subject does not count.
  const room = largestMessage - sizeOfAttributes(attributes) - byteLength(subject);
  return {
    TopicArn: topic,
    Message: bodyOf(message, room),
    Subject: subject,
    MessageAttributes: attributes,
    ...(isFifo && {
      MessageGroupId: messageGroupId ?? groupOf(message),
      MessageDeduplicationId: message.eventId,
    }),
  };
}

const longestGroup = 128;
/** Of what is about no source in particular. */
const ownGroup = 'ingest';

/** News of one source stays in order, and one source holds up no other. */
function groupOf(message: Message): string {
  const { source = ownGroup } = message.eventType === 'ALERT' ? message.alert : message;
  return source.replace(/[^\x21-\x7e]/g, '_').slice(0, longestGroup) || ownGroup;
}
