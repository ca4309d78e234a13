import type { Message } from '@ingest/core';
import { toCloudEvent } from '../envelope.js';
import type { NatsMessage } from './client.js';
import type { ResolvedNatsOptions } from './options.js';

/** A message as it is published, news and alerts to subjects of their own; the same from try to try. */
export function render(
  message: Message,
  { subject, alertSubject }: Pick<ResolvedNatsOptions, 'subject' | 'alertSubject'>,
): NatsMessage {
  return {
    subject: message.eventType === 'ALERT' ? alertSubject : subject,
    payload: JSON.stringify(toCloudEvent(message)),
    id: message.eventId,
    contentType: 'application/cloudevents+json',
  };
}
