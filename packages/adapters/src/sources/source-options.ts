import { hash } from 'node:crypto';
import { IngestError, noSecrets, type QuotaLimit, type Redact, redactor, redactUrl, type Source } from '@ingest/core';
import * as z from 'zod';
import type { SourceFacts } from './facts.js';

/** Options of a built-in source; all of them have a default. */
export interface SourceOptions {
  /** How the source is called in events and reports: lower case. Default: the name of the built-in source. */
  readonly name?: string | undefined;
  /** White space around it is dropped. Without a key nothing is ever sent: asking rejects with NOT_CONFIGURED. */
  readonly apiKey?: string | undefined;
  /** http or https, without user, query or fragment. Default: the source's public address. */
  readonly baseUrl?: string | undefined;
  /** The longest a collection may take until its first whole page, in milliseconds, 1 to 10 000 (the default). */
  readonly timeoutMs?: number | undefined;
  /** The plan whose published limits are counted; `none`: no limit but what replies say. Default: `free`. */
  readonly plan?: string | undefined;
  /** Does the exchange. Default: the platform's. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Takes secrets out of every body before it is read. Default: takes out the key. */
  readonly redact?: Redact | undefined;
}

/** Options with nothing left open. */
export interface ResolvedSourceOptions {
  readonly name: string;
  readonly apiKey: string | null;
  /** Without a trailing slash. */
  readonly baseUrl: string;
  readonly timeoutMs: number;
  readonly quota: readonly QuotaLimit[];
  readonly fetch: typeof globalThis.fetch;
  readonly redact: Redact;
  /** Null for a source without keys. */
  readonly credential: Source['credential'];
}

const longestTimeoutMs = 10_000;

const expected = {
  name: 'a lower-case name of letters, digits and dashes',
  apiKey: 'one line of printable ASCII characters',
  baseUrl: 'an http or https url without user, query or fragment',
  timeoutMs: `a whole number of milliseconds from 1 to ${longestTimeoutMs}`,
  plan: 'the name of a plan',
  fetch: 'a function',
  redact: 'a function',
} as const satisfies Record<keyof SourceOptions, string>;

const isFunction = (value: unknown) => typeof value === 'function';

const sourceOptions = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,62}$/)
    .optional(),
  // A line break inside would become a header of its own.
  apiKey: z
    .string()
    .trim()
    .regex(/^[\x20-\x7e]*$/)
    .optional(),
  baseUrl: z.string().trim().refine(isBaseUrl).optional(),
  timeoutMs: z.int().min(1).max(longestTimeoutMs).optional(),
  plan: z.string().optional(),
  fetch: z.custom<typeof globalThis.fetch>(isFunction).optional(),
  redact: z.custom<Redact>(isFunction).optional(),
});

/** Facts with an address. */
type PlacedFacts = SourceFacts & { readonly defaultBaseUrl: string };

/**
 * Checks options and fills in the defaults. `further`: options of the source's own, which a message names too. Throws
 * CONFIG_INVALID that names the option and never shows the key.
 */
export function readSourceOptions(
  facts: PlacedFacts,
  options: SourceOptions,
  further: readonly string[] = [],
): ResolvedSourceOptions {
  const read = sourceOptions.safeParse(options);
  if (!read.success) throw invalidOption(facts, options, read.error, further);
  const { name = facts.name, timeoutMs = longestTimeoutMs, plan = 'free', fetch, redact } = read.data;
  const { origin, pathname } = new URL(read.data.baseUrl ?? facts.defaultBaseUrl);
  const apiKey = read.data.apiKey || null;
  return {
    name,
    apiKey,
    baseUrl: (origin + pathname).replace(/\/+$/, ''),
    timeoutMs,
    quota: quotaOf(facts, plan),
    fetch: fetch ?? globalThis.fetch,
    redact: redact ?? (apiKey === null ? noSecrets : redactor([apiKey])),
    credential: facts.keyVariable === null ? null : { variable: facts.keyVariable, keyId: keyIdOf(apiKey) },
  };
}

function keyIdOf(apiKey: string | null): string | null {
  return apiKey === null ? null : hash('sha256', apiKey, 'hex').slice(0, 8);
}

/** A limit that is not known must not be taken for no limit. */
function quotaOf(facts: SourceFacts, plan: string): readonly QuotaLimit[] {
  if (plan === 'none') return [];
  const quota = facts.plans[plan];
  if (quota !== undefined) return quota;
  const known = [...Object.keys(facts.plans), 'none'].join(', ');
  throw configInvalid(facts, `plan must be one of ${known}, not ${JSON.stringify(plan)}`, 'Correct plan.');
}

function isBaseUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, search, hash: fragment } = new URL(text);
  return /^https?:$/.test(protocol) && username + password + search + fragment === '';
}

function invalidOption(
  facts: SourceFacts,
  options: SourceOptions,
  error: z.ZodError,
  further: readonly string[],
): IngestError {
  const issue = error.issues[0];
  const own = Object.keys(expected).filter((name) => expected[name as keyof typeof expected] !== 'a function');
  const known = [...own.filter((name) => name !== 'apiKey' || facts.keyVariable !== null), ...further].join(', ');
  if (issue?.code === 'unrecognized_keys') {
    return configInvalid(facts, `there is no option ${issue.keys.join(', ')}`, `The options are: ${known}.`);
  }
  const option = issue?.path[0] as keyof SourceOptions | undefined;
  if (option === undefined) return configInvalid(facts, 'the options are no object', `The options are: ${known}.`);
  const given = option === 'apiKey' ? '' : `, not ${quoted(options[option])}`;
  const where = { apiKey: facts.keyVariable, baseUrl: facts.baseUrlVariable }[option as string] ?? undefined;
  return configInvalid(
    facts,
    `${option} must be ${expected[option]}${given}`,
    where === undefined ? `Correct ${option}.` : `Correct ${where}, or ${option} where it is set.`,
  );
}

/** A url may hold a password where none belongs. */
function quoted(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(redactUrl(value)) : String(value);
}

function configInvalid(facts: SourceFacts, problem: string, hint: string): IngestError {
  return new IngestError('CONFIG_INVALID', `source ${facts.name}: ${problem}`, { hint });
}
