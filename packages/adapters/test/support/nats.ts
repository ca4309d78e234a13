import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { onTestFinished } from 'vitest';

export interface StoredMessage {
  readonly subject: string;
  readonly id: string;
  readonly contentType: string;
  readonly payload: string;
}

/** A stream of the test's own on the server of this machine, removed with the test. */
export async function natsStream() {
  const connection = await connect({ servers: '127.0.0.1:4222' });
  const manager = await jetstreamManager(connection);
  const name = `ingest-test-${randomUUID()}`;
  const [subject, alertSubject] = [`${name}.news`, `${name}.alerts`];
  await manager.streams.add({ name, subjects: [`${name}.>`], max_msg_size: 100_000 });
  onTestFinished(async () => {
    await manager.streams.delete(name).catch(() => undefined);
    await connection.close();
  });
  return {
    name,
    subject,
    alertSubject,
    /** From now on every message is too large. */
    async takeNothing() {
      await manager.streams.update(name, { max_msg_size: 1 });
    },
    remove: () => manager.streams.delete(name),
    async stored(): Promise<StoredMessage[]> {
      const { state } = await manager.streams.info(name);
      const consumer = await jetstream(connection).consumers.get(name);
      const messages: StoredMessage[] = [];
      while (messages.length < state.messages) {
        const next = await consumer.next({ expires: 2000 });
        if (next === null) break;
        const { headers } = next;
        const [id, contentType] = ['Nats-Msg-Id', 'content-type'].map((header) => headers?.get(header) ?? '');
        messages.push({ subject: next.subject, id: id ?? '', contentType: contentType ?? '', payload: next.string() });
      }
      return messages;
    },
  };
}

/** Someone who speaks a little NATS, and refuses whoever comes with these words. Answers with its port. */
export async function refusingNats(words: string): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.write(
      'INFO {"server_id":"X","version":"2.10.0","max_payload":1048576,"auth_required":true,"headers":true}\r\n',
    );
    socket.once('data', () => socket.end(`-ERR '${words}'\r\n`));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}
