import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { onTestFinished } from 'vitest';

/** Someone who says yes to every command of Redis, and knows how many still hold the line. */
export async function smallRedis() {
  let [connections, commands] = [0, 0];
  const server = createServer((socket) => {
    connections += 1;
    socket.on('error', () => undefined);
    socket.on('close', () => {
      connections -= 1;
    });
    socket.on('data', (chunk) => {
      const asked = chunk.toString('latin1').match(/\*\d+\r\n/g)?.length ?? 0;
      commands += asked;
      socket.write('+OK\r\n'.repeat(asked));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return {
    url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections: () => connections,
    commands: () => commands,
  };
}
