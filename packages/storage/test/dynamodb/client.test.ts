import { expect, test } from 'vitest';
import { loadDriver, makeClient } from '../../src/dynamodb/client.js';

test('a client never tries again by itself, and goes where the url says', async () => {
  const address = { table: 'news', region: 'eu-central-1', endpoint: 'http://127.0.0.1:1' };
  const client = makeClient(await loadDriver(), address) as unknown as {
    config: {
      requestHandler: { handle(request: unknown): Promise<unknown>; httpHandlerConfigs(): object };
      maxAttempts(): Promise<number>;
      region(): Promise<string>;
      endpoint(): Promise<{ port?: number }>;
    };
    destroy(): void;
  };
  expect(await client.config.maxAttempts()).toBe(1);
  expect(await client.config.region()).toBe('eu-central-1');
  expect((await client.config.endpoint()).port).toBe(1);
  await client.config.requestHandler.handle({}).catch(() => {});
  expect(client.config.requestHandler.httpHandlerConfigs()).toMatchObject({
    connectionTimeout: 5_000,
    requestTimeout: 10_000,
    throwOnRequestTimeout: true,
  });
  client.destroy();
});
