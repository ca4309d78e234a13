import { noSecrets, redactor, type Sink, systemClock } from '@ingest/core';
import { inTime } from '../in-time.js';
import { keepConnection } from '../keep-connection.js';
import type { SinkServices } from '../services.js';
import { connectNats, type NatsClient } from './client.js';
import { type NatsSinkOptions, natsSecrets, readNatsOptions } from './options.js';
import { render } from './render.js';
import { toSinkError } from './to-sink-error.js';

/**
 * Publishes each message to a stream of NATS JetStream, the CloudEvent that a webhook would get; it counts as delivered when the
 * stream has stored it, and the stream drops what it has had. Connects with the first delivery. Throws CONFIG_INVALID for a bad
 * option; rejects with DRIVER_MISSING, once it delivers, when a package of NATS is not installed.
 */
export function createNatsSink(
  options: NatsSinkOptions,
  { redact = noSecrets, clock = systemClock() }: SinkServices = {},
): Sink {
  const resolved = readNatsOptions(options);
  const { name, servers, subject, alertSubject, timeoutMs } = resolved;
  const withoutOwn = redactor(natsSecrets(options, resolved.credentials));
  const connection = keepConnection<NatsClient>({
    connect: (ended) => connectNats(resolved, ended),
    isOpen: ({ isOpen }) => isOpen,
  });
  const work = (about: string, signal: AbortSignal, does: (client: NatsClient) => Promise<unknown>) =>
    inTime({ sink: name, timeoutMs, clock, signal }, async (limited) => {
      try {
        await connection.use(limited, does);
      } catch (thrown) {
        const failure = { sink: name, servers, subject: about, redact: (text: string) => redact(withoutOwn(text)) };
        throw limited.aborted ? limited.reason : toSinkError(thrown, failure);
      }
    });
  return {
    name,
    async deliver(message, { signal }) {
      const rendered = render(message, resolved);
      await work(rendered.subject, signal, (client) => client.publish(rendered));
    },
    async check({ signal }) {
      for (const one of [subject, alertSubject]) await work(one, signal, (client) => client.findStream(one));
    },
    async close() {
      connection.close();
    },
  };
}
