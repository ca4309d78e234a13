import { importDriver } from '@ingest/core';
import type { ResolvedNatsOptions } from './options.js';
import { withOwnSockets } from './own-sockets.js';

/** A message as it is published. */
export interface NatsMessage {
  readonly subject: string;
  readonly payload: string;
  /** By it the stream knows a message that it has had. */
  readonly id: string;
  readonly contentType: string;
}

/** What is done over a connection to NATS. */
export interface NatsClient {
  readonly isOpen: boolean;
  /** Resolves when a stream has stored the message, or had it before. */
  publish(message: NatsMessage): Promise<void>;
  /** The stream that takes a subject. Rejects when there is none. */
  findStream(subject: string): Promise<string>;
}

/**
 * A client that is connected, until `ended` aborts. It never connects again by itself: that is for the next delivery to do.
 * Rejects with DRIVER_MISSING when a package of NATS is not installed.
 */
export async function connectNats(
  { name, servers, isTls, credentials, timeoutMs }: ResolvedNatsOptions,
  ended: AbortSignal,
): Promise<NatsClient> {
  const { transport, jetstream } = await importNats(name);
  ended.throwIfAborted();
  const { user, password, token } = credentials;
  const connect = () =>
    transport.connect({
      servers: [...servers],
      name: 'ingest',
      reconnect: false,
      timeout: timeoutMs,
      ...(user !== undefined && { user }),
      ...(password !== undefined && { pass: password }),
      ...(token !== undefined && { token }),
      ...(isTls && { tls: {} }),
    });
  const connection = await withOwnSockets(ended, connect);
  ended.addEventListener('abort', () => void connection.close().catch(() => undefined), { once: true });
  // The limit of the sink ends it before: its words name the sink.
  const timeout = timeoutMs + 1000;
  const stream = jetstream.jetstream(connection, { timeout });
  return {
    get isOpen() {
      return !connection.isClosed();
    },
    async publish({ subject, payload, id, contentType }) {
      const headers = transport.headers();
      headers.set('content-type', contentType);
      await stream.publish(subject, payload, { msgID: id, headers, timeout });
    },
    async findStream(subject) {
      const manager = await jetstream.jetstreamManager(connection, { checkAPI: false, timeout });
      return manager.streams.find(subject);
    },
  };
}

async function importNats(sink: string) {
  const packages = ['@nats-io/transport-node', '@nats-io/jetstream'];
  // 3.4 of the transport asks for Node 22.
  const driver = { of: sink, packages, install: packages.map((name) => `${name}@3.3`).join(' ') };
  const [transport, jetstream] = await importDriver(driver, () =>
    Promise.all([import('@nats-io/transport-node'), import('@nats-io/jetstream')]),
  );
  return { transport, jetstream };
}
