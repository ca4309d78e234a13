import { type EpochMs, type ErrorCode, type LimitReading, type PageContext, SourceError } from '@ingest/core';
import type { Verdict } from '../http/classify-text.js';
import { getJson } from '../http/client.js';
import type { ResolvedSourceOptions } from './source-options.js';

/** How a key goes along. As a parameter only with a source that takes it nowhere else: urls end up in logs. */
export interface Authorization {
  readonly headers?: Readonly<Record<string, string>>;
  readonly parameters?: Readonly<Record<string, string>>;
}

export interface KeyedRequest<Reply> {
  /** Without the key. */
  readonly url: URL;
  readonly authorize: (apiKey: string) => Authorization;
  readonly hints: Readonly<Partial<Record<ErrorCode, string>>>;
  /** What the source's own words of a refusal mean; null where they are those of all sources. */
  readonly verdictOf?: (words: string) => Verdict | null;
  /** What the headers of a reply say of limits. */
  readonly limitsOf?: (headers: Headers, now: EpochMs) => readonly LimitReading[];
  /** Whether the JSON has the outer shape of a good answer. */
  readonly accepts: (body: unknown) => body is Reply;
}

/** One GET with the key, answered with JSON; without a key nothing is sent. Rejects with a SourceError. */
export async function fetchWithKey<Reply>(
  settings: ResolvedSourceOptions,
  { url, authorize, hints, verdictOf, limitsOf, accepts }: KeyedRequest<Reply>,
  context: Pick<PageContext, 'signal' | 'now' | 'onLimit'>,
): Promise<Reply> {
  const { name, apiKey, credential, fetch, redact } = settings;
  if (apiKey === null) {
    throw new SourceError('NOT_CONFIGURED', `${name}: there is no key, so nothing was sent`, {
      source: name,
      hint: `Set ${credential?.variable}, or take ${name} out of the sources.`,
    });
  }
  const { headers = {}, parameters = {} } = authorize(apiKey);
  return getJson({
    source: name,
    url: withParameters(url, parameters),
    headers,
    signal: context.signal,
    // A wait that a reply asks for begins when it is there.
    get now() {
      return context.now;
    },
    fetch,
    redact,
    hints,
    ...(verdictOf !== undefined && { verdictOf }),
    onHeaders(received) {
      for (const reading of limitsOf?.(received, context.now) ?? []) context.onLimit?.(reading);
    },
    accepts,
  });
}

function withParameters(url: URL, parameters: Readonly<Record<string, string>>): URL {
  const whole = new URL(url);
  for (const [name, value] of Object.entries(parameters)) whole.searchParams.append(name, value);
  return whole;
}
