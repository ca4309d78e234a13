import { type EpochMs, IngestError, type ReadStore } from '@ingest/core';
import { all } from '../../all.js';
import { type ItemFilters, itemQuery } from '../../item-query.js';
import { type Answer, errorAnswer, jsonAnswer } from './answer.js';

/** How many stories one answer has, unless it is told, and at most. */
const itemLimits = { usual: 50, most: 1000 } as const;

const filterNames = [
  'ticker',
  'bySource',
  'since',
  'until',
  'search',
  'minPublishers',
  'sentiment',
  'minConfidence',
  'minRelevance',
  'limit',
] as const satisfies readonly (keyof ItemFilters)[];

/** Stories, newest first, in the form of `ingest items --json`. A filter that is unknown or cannot be read is refused. */
export async function itemsAnswer(
  reading: Pick<ReadStore, 'items'>,
  query: URLSearchParams,
  now: EpochMs,
): Promise<Answer> {
  let wanted: ReturnType<typeof itemQuery>;
  try {
    wanted = { limit: itemLimits.usual, ...itemQuery(filtersOf(query), now, (filter) => filter) };
  } catch (error) {
    if (!IngestError.is(error)) throw error;
    const { message, hint } = error;
    return errorAnswer(400, { code: 'BAD_REQUEST', message, ...(hint === undefined ? {} : { hint }) });
  }
  if ((wanted.limit ?? 0) > itemLimits.most)
    return errorAnswer(400, { code: 'BAD_REQUEST', message: `limit: at most ${itemLimits.most}` });
  return jsonAnswer(200, await all(reading.items(wanted)));
}

function filtersOf(query: URLSearchParams): ItemFilters {
  for (const name of query.keys()) {
    if (!filterNames.some((known) => known === name))
      throw new IngestError('CONFIG_INVALID', `unknown filter ${JSON.stringify(name)}`, {
        hint: `known: ${filterNames.join(', ')}`,
      });
    if (query.getAll(name).length > 1)
      throw new IngestError('CONFIG_INVALID', `${name}: given more than once`, {
        hint: 'separate several by commas',
      });
  }
  return Object.fromEntries(query);
}
