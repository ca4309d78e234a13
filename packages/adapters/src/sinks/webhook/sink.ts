import type { Sink } from '@ingest/core';
import { userAgent } from '../../http/client.js';
import { post } from '../../http/post.js';
import { toCloudEvent } from '../envelope.js';
import { readWebhookOptions, type WebhookSinkOptions } from './options.js';
import { signatureHeaders } from './sign.js';

/** Posts each message as a CloudEvent, signed after Standard Webhooks. Throws CONFIG_INVALID for a bad option; opens nothing. */
export function createWebhookSink(options: WebhookSinkOptions): Sink {
  const { name, url, secret, headers, fetch, redact } = readWebhookOptions(options);
  return {
    name,
    async deliver(message, { signal, now }) {
      const body = JSON.stringify(toCloudEvent(message));
      await post({
        sink: name,
        url,
        body,
        signal,
        fetch,
        redact,
        headers: {
          'user-agent': userAgent,
          ...headers,
          'content-type': 'application/cloudevents+json; charset=utf-8',
          ...signatureHeaders(secret, message.eventId, now, body),
        },
      });
    },
  };
}
