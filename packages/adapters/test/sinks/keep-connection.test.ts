import { getEventListeners } from 'node:events';
import { describe, expect, test } from 'vitest';
import { keepConnection } from '../../src/sinks/keep-connection.js';

interface Client {
  readonly number: number;
  isOpen: boolean;
}
const alive = () => new AbortController().signal;
const never = () => new Promise<never>(() => {});
const numberOf = async ({ number }: Client) => number;

/** A line that numbers its connections and knows which have ended. */
function line(connect?: (client: Client) => Promise<Client>) {
  const clients: Client[] = [];
  const connection = keepConnection<Client>({
    async connect(ended) {
      const client = { number: clients.length + 1, isOpen: true };
      clients.push(client);
      ended.addEventListener('abort', () => {
        client.isOpen = false;
      });
      return connect === undefined ? client : connect(client);
    },
    isOpen: ({ isOpen }) => isOpen,
  });
  return { connection, clients, open: () => clients.filter(({ isOpen }) => isOpen).map(({ number }) => number) };
}

describe('a kept connection', () => {
  test('is made with the first use, and only once', async () => {
    const { connection, clients } = line();
    expect(clients).toEqual([]);
    expect(await Promise.all([connection.use(alive(), numberOf), connection.use(alive(), numberOf)])).toEqual([1, 1]);
    expect(await connection.use(alive(), numberOf)).toBe(1);
  });

  test('is made again after it broke, and not before somebody wants it', async () => {
    const { connection, clients } = line();
    await connection.use(alive(), numberOf);
    for (const client of clients) client.isOpen = false;
    expect(clients).toHaveLength(1);
    expect(await connection.use(alive(), numberOf)).toBe(2);
  });

  test('stays when the work fails and it does not', async () => {
    const { connection } = line();
    const refused = connection.use(alive(), () => Promise.reject(new Error('refused')));
    await expect(refused).rejects.toThrow('refused');
    expect(await connection.use(alive(), numberOf)).toBe(1);
  });

  test('is given up when no answer came in time, with whatever still hangs on it', async () => {
    const { connection, open } = line();
    const controller = new AbortController();
    const hanging = connection.use(controller.signal, never);
    const beside = connection.use(alive(), never);
    controller.abort('too slow');
    await expect(hanging).rejects.toBe('too slow');
    await expect(beside).rejects.toThrow('the connection is given up');
    expect(open()).toEqual([]);
    expect(await connection.use(alive(), numberOf)).toBe(2);
  });

  test('is not waited for longer than the signal lets it, and is given up then', async () => {
    const { connection, open } = line(never);
    const controller = new AbortController();
    const connecting = connection.use(controller.signal, numberOf);
    controller.abort('too slow');
    await expect(connecting).rejects.toBe('too slow');
    expect(open()).toEqual([]);
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
  });

  test('that could not be made is tried again with the next use', async () => {
    let isRefused = true;
    const { connection } = line(async (client) => {
      if (isRefused) throw new Error('refused');
      return client;
    });
    await expect(connection.use(alive(), numberOf)).rejects.toThrow('refused');
    isRefused = false;
    expect(await connection.use(alive(), numberOf)).toBe(2);
  });

  test('does nothing once it is stopped or closed, and breaks off what is under way', async () => {
    const { connection, clients, open } = line();
    await expect(connection.use(AbortSignal.abort('stopped'), numberOf)).rejects.toBe('stopped');
    expect(clients).toEqual([]);
    const hanging = connection.use(alive(), never);
    connection.close();
    connection.close();
    await expect(hanging).rejects.toThrow('the sink is closed');
    await expect(connection.use(alive(), numberOf)).rejects.toThrow('the sink is closed');
    expect(open()).toEqual([]);
  });
});
