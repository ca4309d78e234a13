import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { createClient } from '@redis/client';
import { onTestFinished } from 'vitest';

/** A key of the test's own on the server of this machine, removed with the test, and someone who speaks to it. */
export async function redisKey(port = 6379) {
  const client = createClient({ socket: { host: '127.0.0.1', port } });
  await client.connect();
  const key = `ingest-test:${randomUUID()}`;
  onTestFinished(async () => {
    await client.sendCommand(['DEL', key]);
    client.destroy();
  });
  return {
    key,
    send: (...command: string[]) => client.sendCommand(command),
    /** The fields of every entry. */
    async entries(): Promise<Record<string, string>[]> {
      const found = await client.xRange(key, '-', '+');
      return (found ?? []).map(({ message }) => ({ ...message }));
    },
  };
}

/** Someone who speaks a little Redis, and refuses whoever comes with these words. Answers with its port. */
export async function refusingRedis(words: string): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', () => socket.write(`-${words}\r\n`));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}
