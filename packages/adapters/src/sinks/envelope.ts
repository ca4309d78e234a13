import type { Message } from '@ingest/core';

/** A CloudEvents 1.0 event in structured JSON (https://cloudevents.io). */
export interface CloudEvent {
  readonly specversion: '1.0';
  readonly id: string;
  readonly type: string;
  readonly source: string;
  readonly time: string;
  readonly datacontenttype: 'application/json';
  readonly data: Message;
}

/** The form in which a message leaves the program; its id is the receiver's key against repeats. */
export function toCloudEvent(message: Message): CloudEvent {
  return {
    specversion: '1.0',
    id: message.eventId,
    type: message.eventType,
    source: `/ingest/${encodeURIComponent(message.source)}`,
    time: message.timestamp,
    datacontenttype: 'application/json',
    data: message,
  };
}
