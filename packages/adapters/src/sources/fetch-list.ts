import type { PageContext } from '@ingest/core';
import { isTextList } from '../http/refusal-text.js';
import { fetchWithKey, type KeyedRequest } from './fetch-with-key.js';
import type { ResolvedSourceOptions } from './source-options.js';

/** One GET whose answer is a list of items; without a key nothing is sent. Rejects with a SourceError. */
export async function fetchList(
  settings: ResolvedSourceOptions,
  request: Omit<KeyedRequest<readonly unknown[]>, 'accepts'>,
  context: PageContext,
): Promise<readonly unknown[]> {
  return fetchWithKey(settings, { ...request, accepts: isItemList }, context);
}

/** A list of nothing but texts is how some sources report an error with status 200. */
function isItemList(body: unknown): body is readonly unknown[] {
  return Array.isArray(body) && !isTextList(body);
}
