import type { Alert, Message, NewDataNotification } from '@ingest/core';

/** A CloudEvents 1.0 event in structured JSON (https://cloudevents.io). */
export interface CloudEvent {
  readonly specversion: '1.0';
  readonly id: string;
  readonly type: string;
  readonly source: string;
  readonly time: string;
  readonly datacontenttype: 'application/json';
  readonly data: NewDataNotification | Alert;
}

/** The form in which a message leaves the program; its id is the receiver's key against repeats. */
export function toCloudEvent(message: Message): CloudEvent {
  const data = message.eventType === 'ALERT' ? message.alert : message;
  return {
    specversion: '1.0',
    id: message.eventId,
    type: message.eventType,
    // An alert about all sources comes from the program itself.
    source: data.source === undefined ? '/ingest' : `/ingest/${encodeURIComponent(data.source)}`,
    time: message.timestamp,
    datacontenttype: 'application/json',
    data,
  };
}
