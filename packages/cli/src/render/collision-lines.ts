import { escapeForTerminal, type SourceCollisions } from '@ingest/core';
import type { Screen } from '../output.js';
import { cut } from './table.js';

/** How many pairs are shown: the rest is in the JSON. */
const shownPairs = 6;

/** Which sources carried the same stories, the pairs with the most of them first; nothing when there are none. */
export function collisionLines(collisions: readonly SourceCollisions[], { columns, paint }: Screen): string[] {
  if (collisions.length === 0) return [];
  const pairs = [...collisions]
    .sort((left, right) => right.stories - left.stories)
    .slice(0, shownPairs)
    .map(({ first, later, stories }) => `${stories.toLocaleString('en')} ${later} after ${first}`)
    .map(escapeForTerminal);
  const rest = collisions.length > shownPairs ? [paint.ellipsis] : [];
  return [cut(` the same stories in 30 days: ${[...pairs, ...rest].join(', ')}`, columns, paint.ellipsis)];
}
