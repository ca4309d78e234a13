import { importDriver } from '@ingest/core';
import type { ResolvedRedisOptions } from './options.js';

/** What is used of a client of `@redis/client`. */
export interface RedisClient {
  readonly isReady: boolean;
  connect(): Promise<unknown>;
  destroy(): void;
  sendCommand(command: readonly string[]): Promise<unknown>;
  on(event: 'error', listener: (error: unknown) => void): unknown;
}

/**
 * A client that is connected, until `ended` aborts. It never connects again by itself: that is for the next delivery to do.
 * Rejects with DRIVER_MISSING when `@redis/client` is not installed.
 */
export async function connectRedis(
  { name, place, timeoutMs }: Pick<ResolvedRedisOptions, 'name' | 'place' | 'timeoutMs'>,
  ended: AbortSignal,
): Promise<RedisClient> {
  const driver = { of: name, packages: ['@redis/client'], install: '@redis/client@6' };
  const { createClient } = await importDriver(driver, () => import('@redis/client'));
  ended.throwIfAborted();
  const { host, port, isTls, database, username, password } = place;
  const client: RedisClient = createClient({
    database,
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    socket: { host, port, connectTimeout: timeoutMs, reconnectStrategy: false, ...(isTls && { tls: true }) },
    disableOfflineQueue: true,
    RESP: 2,
  });
  // An error that nobody listens to ends the process; whoever waits for an answer learns of it anyway.
  client.on('error', () => {});
  const hangUp = () => destroy(client);
  ended.addEventListener('abort', hangUp, { once: true });
  try {
    await client.connect();
    ended.throwIfAborted();
    return client;
  } catch (thrown) {
    hangUp();
    throw thrown;
  }
}

/** A client that is closed already says so by throwing. */
function destroy(client: RedisClient): void {
  try {
    client.destroy();
  } catch {
    // It is what was wanted.
  }
}
