import { noSecrets, redactor, type Sink, systemClock } from '@ingest/core';
import { inTime } from '../in-time.js';
import { keepConnection } from '../keep-connection.js';
import type { SinkServices } from '../services.js';
import { openSns, type SnsClient } from './client.js';
import { readSnsOptions, type SnsSinkOptions } from './options.js';
import { render } from './render.js';
import { toSinkError } from './to-sink-error.js';

/**
 * Publishes each message to a topic of Amazon SNS, the CloudEvent that a webhook would get, with attributes to filter by; it
 * counts as delivered when SNS has answered. Credentials come from the SDK's own chain, with the first delivery. Throws
 * CONFIG_INVALID for a bad option; rejects with DRIVER_MISSING, once it delivers, when `@aws-sdk/client-sns` is not installed.
 */
export function createSnsSink(
  options: SnsSinkOptions,
  { redact = noSecrets, clock = systemClock() }: SinkServices = {},
): Sink {
  const resolved = readSnsOptions(options);
  const { name, topic, timeoutMs } = resolved;
  let withoutSigned = noSecrets;
  const connection = keepConnection<SnsClient>({
    connect: (ended) =>
      openSns(resolved, ended, (secrets) => {
        withoutSigned = redactor(secrets);
      }),
    isOpen: () => true,
  });
  const ask = (action: string, signal: AbortSignal, does: (client: SnsClient, limited: AbortSignal) => Promise<void>) =>
    inTime({ sink: name, timeoutMs, clock, signal }, async (limited) => {
      try {
        await connection.use(limited, (client) => does(client, limited));
      } catch (thrown) {
        if (limited.aborted) throw limited.reason;
        throw toSinkError(thrown, { sink: name, topic, action, redact: (text) => redact(withoutSigned(text)) });
      }
    });
  return {
    name,
    async deliver(message, { signal }) {
      const rendered = render(message, resolved);
      await ask('sns:Publish', signal, (client, limited) => client.publish(rendered, limited));
    },
    async check({ signal }) {
      await ask('sns:GetTopicAttributes', signal, (client, limited) => client.findTopic(topic, limited));
    },
    async close() {
      connection.close();
    },
  };
}
