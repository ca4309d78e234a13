import type { EpochMs, Message } from '@ingest/core';
import { toCloudEvent } from '../envelope.js';
import { signatureHeaders } from './sign.js';

/** A message as it is sent: the body stays the same from try to try, time and signature do not. */
export function render(
  message: Message,
  { key, now }: { readonly key: Uint8Array | null; readonly now: EpochMs },
): { readonly headers: Readonly<Record<string, string>>; readonly body: string } {
  const body = JSON.stringify(toCloudEvent(message));
  const headers = {
    'content-type': 'application/cloudevents+json',
    ...signatureHeaders(key, { id: message.eventId, now, body }),
  };
  return { headers, body };
}
