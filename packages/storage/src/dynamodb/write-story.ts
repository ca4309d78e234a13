import { keyText } from './row.js';
import { type KeptStory, listRows, type ReadStory, storyRow } from './story.js';
import type { Writes } from './writes.js';

/** Writes a story in the place of what was read of it, with the lists in which it is new; it leaves those where it is no more. */
export function writeStory(writes: Writes, before: ReadStory | null, after: KeptStory, version: number): void {
  writes.put(storyRow(after, version), before?.version ?? null);
  const [listed, lists] = [before === null ? [] : listRows(before.story), listRows(after)];
  const [had, has] = [listed, lists].map((rows) => new Set(rows.map(keyText)));
  writes.hints.push(...lists.filter((row) => !had?.has(keyText(row))));
  // The list of days is that of all stories.
  writes.stale.push(...listed.filter((row) => !has?.has(keyText(row)) && row.pk !== 'DAYS'));
}
