import { noSecrets, redactor, type Sink, SinkError, startDeadline, systemClock } from '@ingest/core';
import { networkCause } from '../../http/network-cause.js';
import { post } from '../../http/post.js';
import { reach } from '../../http/reach.js';
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
  return {
    name,
    async deliver(message, { signal, now }) {
      const rendered = render(message, { key, now });
      const deadline = startDeadline(clock, timeoutMs, () => tooSlow(name, timeoutMs), signal);
      try {
        await post({
          sink: name,
          url,
          headers: { ...headers, ...rendered.headers },
          body: rendered.body,
          signal: deadline.signal,
          now,
          fetch,
          redact: (text) => redact(withoutOwn(text)),
        });
      } finally {
        deadline.dispose();
      }
    },
    async check({ signal }) {
      const deadline = startDeadline(clock, timeoutMs, () => tooSlow(name, timeoutMs), signal);
      try {
        await reach(url, deadline.signal);
      } catch (thrown) {
        if (deadline.signal.aborted) throw deadline.signal.reason;
        throw unreachable(name, url, thrown);
      } finally {
        deadline.dispose();
      }
    },
  };
}

function tooSlow(sink: string, timeoutMs: number): SinkError {
  return new SinkError('SINK_UNAVAILABLE', `${sink}: no whole answer within ${timeoutMs} ms`, { sink });
}

/** Names the host and nothing else: a path may be a secret. */
function unreachable(sink: string, { host }: URL, thrown: unknown): SinkError {
  const problem = `${sink}: cannot connect to ${host}: ${networkCause(thrown).words}`;
  return new SinkError('SINK_UNAVAILABLE', problem, { sink, cause: thrown });
}
