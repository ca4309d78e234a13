import { type EpochMs, type ErrorCode, type LimitReading, type PageContext, SourceError } from '@ingest/core';
import { getJson } from '../http/client.js';
import { isTextList } from '../http/refusal-text.js';
import type { ResolvedSourceOptions } from './source-options.js';

export interface ListRequest {
  readonly url: URL;
  /** The headers that carry the key. */
  readonly authorize: (apiKey: string) => Readonly<Record<string, string>>;
  readonly hints: Readonly<Partial<Record<ErrorCode, string>>>;
  /** What the headers of a reply say of a limit; null when they say nothing. */
  readonly limitOf?: (headers: Headers, now: EpochMs) => LimitReading | null;
}

/** One GET whose answer is a list of items; without a key nothing is sent. Rejects with a SourceError. */
export async function fetchList(
  settings: ResolvedSourceOptions,
  { url, authorize, hints, limitOf }: ListRequest,
  context: PageContext,
): Promise<readonly unknown[]> {
  const { name, apiKey, credential, fetch, redact } = settings;
  if (apiKey === null) {
    throw new SourceError('NOT_CONFIGURED', `${name}: there is no key, so nothing was sent`, {
      source: name,
      hint: `Set ${credential?.variable}, or take ${name} out of the sources.`,
    });
  }
  return getJson({
    source: name,
    url,
    headers: authorize(apiKey),
    signal: context.signal,
    // A wait that a reply asks for begins when it is there.
    get now() {
      return context.now;
    },
    fetch,
    redact,
    hints,
    onHeaders(headers) {
      const reading = limitOf?.(headers, context.now) ?? null;
      if (reading !== null) context.onLimit?.(reading);
    },
    accepts: isItemList,
  });
}

/** A list of nothing but texts is how some sources report an error with status 200. */
function isItemList(body: unknown): body is readonly unknown[] {
  return Array.isArray(body) && !isTextList(body);
}
