import * as z from 'zod';
import { withoutUser } from '../../http/without-user.js';
import { defaultName, readSinkOptions, receiverUrl, sinkName, sinkTimeout } from '../read-options.js';
import { keyOf } from './sign.js';

/** Options of the webhook sink. */
export interface WebhookSinkOptions {
  /** Where to post: http or https. A user and password in it become a header. */
  readonly url: string;
  /** Signs what is sent: `whsec_` and base64, or any text. Default: nothing is signed. */
  readonly secret?: string | undefined;
  /** How the sink is known in the store and in reports. Default: `webhook-` and a hash of the url. */
  readonly name?: string | undefined;
  /** The longest one try may take, in milliseconds, 1 to 10 000 (the default). */
  readonly timeoutMs?: number | undefined;
  /** Headers to send along, such as `authorization`. Those that the sink sets itself are refused. Default: none. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** Options with nothing left open. */
export interface ResolvedWebhookOptions {
  readonly name: string;
  /** Without user and password. */
  readonly url: URL;
  readonly key: Uint8Array | null;
  readonly timeoutMs: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** What the sink says itself, and what belongs to the connection. */
const ownHeaders = /^(?:webhook-.*|content-(?:type|length|encoding)|host|connection|transfer-encoding|expect)$/i;

const webhookSinkOptions = z.strictObject({
  url: receiverUrl,
  secret: z
    .string()
    .trim()
    .refine((text) => keyOf(text) !== null)
    .optional()
    .describe('whsec_ and base64, or any text'),
  name: sinkName,
  timeoutMs: sinkTimeout,
  headers: z
    .record(
      z
        .string()
        .regex(/^[\w!#$%&'*+.^`|~-]+$/)
        .refine((name) => !ownHeaders.test(name)),
      // A line break inside would become a header of its own.
      z
        .string()
        .trim()
        .regex(/^[\t\x20-\x7e]*$/),
    )
    .optional()
    .describe('HTTP headers, each value one line of ASCII; content-type and webhook-… are set by the sink'),
});

/** Checks options and fills in the defaults. Throws CONFIG_INVALID that names the option and never shows its value. */
export function readWebhookOptions(options: WebhookSinkOptions): ResolvedWebhookOptions {
  const {
    url: text,
    secret,
    name = defaultName('webhook', text),
    timeoutMs,
    headers = {},
  } = readSinkOptions('webhook', webhookSinkOptions, options);
  const { url, headers: ofUser } = withoutUser(new URL(text));
  return {
    name,
    url,
    key: secret === undefined ? null : keyOf(secret),
    timeoutMs,
    headers: { ...ofUser, ...lowerCased(headers) },
  };
}

/** So that one name in two spellings is one header. */
function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
