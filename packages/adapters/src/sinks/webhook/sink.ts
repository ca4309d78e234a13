import { noSecrets, redactor, type Sink, systemClock } from '@ingest/core';
import { httpReceiver } from '../http-receiver.js';
import type { SinkServices } from '../services.js';
import { readWebhookOptions, type WebhookSinkOptions } from './options.js';
import { render } from './render.js';
import { webhookSecrets } from './secrets.js';

/**
 * Posts each message as a CloudEvent, signed after Standard Webhooks where there is a secret. Throws CONFIG_INVALID for a bad
 * option; opens nothing.
 */
export function createWebhookSink(
  options: WebhookSinkOptions,
  { redact = noSecrets, fetch = globalThis.fetch, clock = systemClock() }: SinkServices = {},
): Sink {
  const { name, url, key, timeoutMs, headers } = readWebhookOptions(options);
  const withoutOwn = redactor(webhookSecrets(options));
  const receiver = httpReceiver({
    sink: name,
    url,
    timeoutMs,
    clock,
    fetch,
    redact: (text) => redact(withoutOwn(text)),
  });
  return {
    name,
    async deliver(message, context) {
      const rendered = render(message, { key, now: context.now });
      await receiver.post({ ...rendered, headers: { ...headers, ...rendered.headers } }, context);
    },
    check: receiver.check,
  };
}
