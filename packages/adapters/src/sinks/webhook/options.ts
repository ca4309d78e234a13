import { noSecrets, type Redact } from '@ingest/core';
import * as z from 'zod';
import { nameOf, readSinkOptions } from '../read-options.js';
import { secretBytes } from './sign.js';

/** Options of the webhook sink. */
export interface WebhookSinkOptions {
  /** Where to post; http or https. It may be a secret: only its host and path are ever shown. */
  readonly url: string;
  /** Signs what is sent: `whsec_` and base64, or any text of 16 characters and more. Default: not signed. */
  readonly secret?: string | undefined;
  /** How the sink is known in the store and in reports. Default: `webhook-` and a hash of the url. */
  readonly name?: string | undefined;
  /** Headers to be sent along, such as `authorization`. Default: none. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Does the exchange. Default: the platform's. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Takes secrets out of messages. Default: takes nothing out. */
  readonly redact?: Redact | undefined;
}

/** Options with nothing left open. */
export interface ResolvedWebhookOptions {
  readonly name: string;
  readonly url: URL;
  readonly secret: Uint8Array | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly fetch: typeof globalThis.fetch;
  readonly redact: Redact;
}

const isFunction = (value: unknown) => typeof value === 'function';

const webhookSinkOptions = z.strictObject({
  url: z
    .string()
    .trim()
    .refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol))
    .describe('an http or https url'),
  secret: z
    .string()
    .trim()
    .refine((text) => secretBytes(text) !== null)
    .optional()
    .describe('`whsec_` and base64, or a text of 16 characters and more'),
  name: z.string().trim().min(1).max(100).optional().describe('a name of 1 to 100 characters'),
  headers: z
    .record(z.string().regex(/^[\w!#$%&'*+.^`|~-]+$/), z.string().regex(/^[\t\x20-\x7e]*$/))
    .optional()
    .describe('names and values of HTTP headers, each value one line of ASCII'),
  fetch: z.custom<typeof globalThis.fetch>(isFunction).optional().describe('a function'),
  redact: z.custom<Redact>(isFunction).optional().describe('a function'),
});

/** Checks options and fills in the defaults. Throws CONFIG_INVALID. */
export function readWebhookOptions(options: unknown): ResolvedWebhookOptions {
  const {
    url: text,
    secret,
    name,
    headers = {},
    fetch,
    redact,
  } = readSinkOptions('webhook', webhookSinkOptions, options);
  const url = new URL(text);
  // A fetch refuses a url with a password in it; as a header it is what was meant.
  const { username, password } = url;
  url.username = '';
  url.password = '';
  const hasUser = username !== '' || password !== '';
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return {
    name: name ?? nameOf('webhook', text),
    url,
    secret: secret === undefined ? null : secretBytes(secret),
    headers: { ...(hasUser && { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` }), ...headers },
    fetch: fetch ?? globalThis.fetch,
    redact: redact ?? noSecrets,
  };
}
