import * as z from 'zod';
import { decoded } from '../../http/decoded.js';
import { defaultName, readSinkOptions, sinkName, sinkTimeout } from '../read-options.js';

/** Options of the NATS sink. */
export interface NatsSinkOptions {
  /** `nats://host:4222`, or `tls://`; several servers of one cluster as a list. A user and password in it are secrets. */
  readonly url: string | readonly string[];
  /** Where new stories are published. Default: `ingest.news`. */
  readonly subject?: string | undefined;
  /** Where alerts are published. Default: `ingest.alerts`. */
  readonly alertSubject?: string | undefined;
  /** Default: the user of the url. */
  readonly user?: string | undefined;
  /** A secret. Default: the password of the url. */
  readonly password?: string | undefined;
  /** A secret, in place of user and password. */
  readonly token?: string | undefined;
  /** How the sink is known in the store and in reports. Default: `nats-` and a hash of servers and subjects. */
  readonly name?: string | undefined;
  /** The longest one try may take, the connection included, in milliseconds, 1 to 10 000 (the default). */
  readonly timeoutMs?: number | undefined;
}

/** As whom to speak to a server; undefined is left out. */
export interface NatsCredentials {
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly token: string | undefined;
}

/** Options with nothing left open. */
export interface ResolvedNatsOptions {
  readonly name: string;
  /** Host and port each. */
  readonly servers: readonly string[];
  readonly isTls: boolean;
  readonly credentials: NatsCredentials;
  readonly subject: string;
  readonly alertSubject: string;
  readonly timeoutMs: number;
}

const defaultPort = '4222';

const server = z
  .string()
  .trim()
  .refine((text) => URL.canParse(text) && /^(?:nats|tls):$/.test(new URL(text).protocol) && new URL(text).host !== '');
const subject = z
  .string()
  .trim()
  .regex(/^[^\s.*>]+(?:\.[^\s.*>]+)*$/);
const subjectForm = 'a subject without wildcards: ingest.news';
const text = z.string().trim().min(1).optional();

const natsSinkOptions = z
  .strictObject({
    url: z.union([server, z.array(server).min(1)]).describe('nats://host:4222 or tls://host:4222, or a list of such'),
    subject: subject.default('ingest.news').describe(subjectForm),
    alertSubject: subject.default('ingest.alerts').describe(subjectForm),
    user: text.describe('the name of a user'),
    password: text.describe('the password of the user'),
    token: text.describe('a token, and then neither user nor password'),
    name: sinkName,
    timeoutMs: sinkTimeout,
  })
  .refine(({ token, user, password }) => token === undefined || (user ?? password) === undefined, { path: ['token'] });

/** Checks options and fills in the defaults. Throws CONFIG_INVALID that names the option and never shows its value. */
export function readNatsOptions(options: NatsSinkOptions): ResolvedNatsOptions {
  const read = readSinkOptions('nats', natsSinkOptions, options);
  const urls = [read.url].flat().map((one) => new URL(one));
  const servers = urls.map(({ hostname, port }) => `${hostname}:${port === '' ? defaultPort : port}`);
  const withUser = urls.find(({ username, password }) => username !== '' || password !== '');
  const { subject: news, alertSubject, timeoutMs, token } = read;
  // Without credentials: who changes them publishes to the same stream.
  const name = read.name ?? defaultName('nats', `${servers.join(' ')} ${news} ${alertSubject}`);
  const user = read.user ?? decoded(withUser?.username);
  const password = read.password ?? decoded(withUser?.password);
  return {
    name,
    servers,
    isTls: urls.some(({ protocol }) => protocol === 'tls:'),
    credentials: token === undefined ? { user, password, token } : { user: undefined, password: undefined, token },
    subject: news,
    alertSubject,
    timeoutMs,
  };
}

/** What must not be seen. */
export function natsSecrets(
  { url }: NatsSinkOptions,
  { password = '', token = '' }: NatsCredentials,
): readonly string[] {
  const urls = [url].flat().map((one) => new URL(one));
  const withSecret = urls.filter((one) => one.username !== '' || one.password !== '');
  // A token may stand where a user does.
  return [password, token, ...withSecret.flatMap(({ href, username, password: own }) => [href, username, own])];
}
