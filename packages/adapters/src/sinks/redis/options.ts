import * as z from 'zod';
import { decoded } from '../../http/decoded.js';
import { defaultName, readSinkOptions, sinkName, sinkTimeout } from '../read-options.js';

/** Options of the Redis sink. */
export interface RedisSinkOptions {
  /** `redis://user:password@host:6379/0`, or `rediss://` for TLS. The password in it is a secret. */
  readonly url: string;
  /** Key of the stream, made with the first message. Default: `ingest:news`. */
  readonly stream?: string | undefined;
  /** About so many messages are kept, the oldest go first. Default: all are kept. */
  readonly maxLen?: number | undefined;
  /** How the sink is known in the store and in reports. Default: `redis-` and a hash of server, database and stream. */
  readonly name?: string | undefined;
  /** The longest one try may take, the connection included, in milliseconds, 1 to 10 000 (the default). */
  readonly timeoutMs?: number | undefined;
}

/** Where a Redis server is, and as whom to speak to it. */
export interface RedisPlace {
  readonly host: string;
  readonly port: number;
  readonly isTls: boolean;
  readonly database: number;
  readonly username: string | undefined;
  readonly password: string | undefined;
}

/** Options with nothing left open. */
export interface ResolvedRedisOptions {
  readonly name: string;
  readonly place: RedisPlace;
  readonly stream: string;
  readonly maxLen: number | null;
  readonly timeoutMs: number;
}

const defaultPort = 6379;

const redisSinkOptions = z.strictObject({
  url: z
    .string()
    .trim()
    .refine((text) => placeOf(text) !== null)
    .describe('a redis or rediss url: redis://user:password@host:6379/0'),
  stream: z.string().trim().min(1).max(1000).default('ingest:news').describe('the key of a stream'),
  maxLen: z.int().min(1).optional().describe('a whole number from 1'),
  name: sinkName,
  timeoutMs: sinkTimeout,
});

/** Checks options and fills in the defaults. Throws CONFIG_INVALID that names the option and never shows its value. */
export function readRedisOptions(options: RedisSinkOptions): ResolvedRedisOptions {
  const { url, name, stream, maxLen = null, timeoutMs } = readSinkOptions('redis', redisSinkOptions, options);
  const place = placeOf(url);
  if (place === null) throw new TypeError('a url that was checked cannot be read');
  const { host, port, isTls, database } = place;
  // Without the password: who changes it speaks to the same stream.
  const where = `${isTls ? 'rediss' : 'redis'}://${host}:${port}/${database} ${stream}`;
  return { name: name ?? defaultName('redis', where), place, stream, maxLen, timeoutMs };
}

/** What must not be seen. */
export function redisSecrets({ url: text }: RedisSinkOptions, { password = '' }: RedisPlace): readonly string[] {
  return [text.trim(), password, ...(URL.canParse(text) ? [new URL(text).password] : [])];
}

function placeOf(text: string): RedisPlace | null {
  if (!URL.canParse(text)) return null;
  const { protocol, hostname, port, username, password, pathname } = new URL(text);
  const database = /^\/?(\d{0,4})$/.exec(pathname)?.[1];
  if (!/^rediss?:$/.test(protocol) || hostname === '' || database === undefined) return null;
  return {
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: port === '' ? defaultPort : Number(port),
    isTls: protocol === 'rediss:',
    database: Number(database),
    username: decoded(username),
    password: decoded(password),
  };
}
