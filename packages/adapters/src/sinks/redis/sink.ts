import { noSecrets, redactor, type Sink, SinkError, systemClock } from '@ingest/core';
import { inTime } from '../in-time.js';
import { keepConnection } from '../keep-connection.js';
import type { SinkServices } from '../services.js';
import { connectRedis, type RedisClient } from './client.js';
import { type RedisSinkOptions, readRedisOptions, redisSecrets } from './options.js';
import { render } from './render.js';
import { toSinkError } from './to-sink-error.js';

/**
 * Appends each message to a stream of Redis, the CloudEvent that a webhook would get; it counts as delivered when Redis has
 * answered. Connects with the first delivery. Throws CONFIG_INVALID for a bad option; rejects with DRIVER_MISSING, once it
 * delivers, when `@redis/client` is not installed.
 */
export function createRedisSink(
  options: RedisSinkOptions,
  { redact = noSecrets, clock = systemClock() }: SinkServices = {},
): Sink {
  const resolved = readRedisOptions(options);
  const { name, place, stream, timeoutMs } = resolved;
  const withoutOwn = redactor(redisSecrets(options, place));
  const failure = {
    sink: name,
    server: `${place.host}:${place.port}`,
    redact: (text: string) => redact(withoutOwn(text)),
  };
  const connection = keepConnection<RedisClient>({
    connect: (ended) => connectRedis(resolved, ended),
    isOpen: ({ isReady }) => isReady,
  });
  const ask = (command: readonly string[], signal: AbortSignal) =>
    inTime({ sink: name, timeoutMs, clock, signal }, async (limited) => {
      try {
        return await connection.use(limited, (client) => client.sendCommand(command));
      } catch (thrown) {
        throw limited.aborted ? limited.reason : toSinkError(thrown, failure);
      }
    });
  return {
    name,
    async deliver(message, { signal }) {
      await ask(render(message, resolved), signal);
    },
    async check({ signal }) {
      const type = await ask(['TYPE', stream], signal);
      if (type === 'none' || type === 'stream') return;
      const problem = `${name}: redis ${failure.server}: ${stream} is there and is no stream (${String(type)})`;
      throw new SinkError('SINK_REJECTED', problem, { sink: name });
    },
    async close() {
      connection.close();
    },
  };
}
