import { DAY_MS, type Filing, type LookupPlace, mayBeOneWordApart, mostAtOnePlace, type StoryKey } from '@ingest/core';
import { groupBy } from '../shared/group-by.js';
import { Unsettled } from './errors.js';
import type { Head } from './head.js';
import { bodyOf, rowOf, sorted } from './row.js';
import { dayText } from './story.js';
import type { Table } from './table.js';
import type { Writes } from './writes.js';

/** What is kept of as many days, those that were asked for last; news is about two or three of them. */
const mostDays = 12;

/**
 * How many versions are read again: rows of commits that are made at one moment may be seen one after the other, and not in
 * their order.
 */
export const readAgain = 50;

export interface FiledStory {
  readonly storyKey: StoryKey;
  readonly wordSums: number;
  /** Of the commit that filed it. */
  readonly version: number;
}

interface KnownDay {
  /** The version of the last commit that filed anything. */
  upTo: number;
  readonly stories: Set<StoryKey>;
  /** By lookup key, in the order in which the stories were begun. */
  readonly places: Map<number, FiledStory[]>;
}

type FiledRow = readonly (readonly [storyKey: StoryKey, wordSums: number, keys: readonly number[], begun: number])[];

/** Files the new stories of a commit, in one row a day. Those of a pruned story have no keys. */
export function fileStories(writes: Writes, filings: readonly Filing[], version: number): void {
  const numbered = filings.map((filing, begun) => ({ ...filing, begun }));
  for (const [day, own] of groupBy(numbered, (filing) => filing.day)) {
    const body: FiledRow = own.map(({ storyKey, wordSums, keys, begun }) => [storyKey, wordSums, keys, begun]);
    writes.put(rowOf({ pk: pkOf(day), sk: sorted(version) }, body));
    // By the list of days all filings are found: those of a story that shows another day, and of a pruned one, which is in no other list.
    writes.hints.push({ pk: 'DAYS', sk: dayText(day * DAY_MS) });
    writes.filedDays.add(day);
  }
}

/** The own keys of all stories of these days, pruned ones too, in the order in which they were begun. */
export async function filedStories(table: Table, days: Iterable<number>): Promise<readonly StoryKey[]> {
  const filed: { readonly storyKey: StoryKey; readonly version: number; readonly begun: number }[] = [];
  for (const day of days)
    for await (const row of table.query(pkOf(day)))
      for (const [storyKey, , , begun] of bodyOf<FiledRow>(row))
        filed.push({ storyKey, version: Number(row.sk), begun });
  filed.sort((left, right) => left.version - right.version || left.begun - right.begun);
  return filed.map(({ storyKey }) => storyKey);
}

/**
 * Which anchors are filed where. A commit files all that is new of a day in one row, and what was filed never changes: so a day
 * is read once, and of what came later only the new rows. Whether an anchor is still there, its story says.
 */
export class DayIndex {
  private readonly days = new Map<number, KnownDay>();

  /** The days as they are now, for many articles. {@link Unsettled} when not all is to be seen that the head names. */
  async readDays(table: Table, days: Iterable<number>, head: Head | null): Promise<ReadonlyMap<number, KnownDay>> {
    const distinct = [...new Set(days)];
    return new Map(await Promise.all(distinct.map(async (day) => [day, await this.read(table, day, head)] as const)));
  }

  private async read(table: Table, day: number, head: Head | null): Promise<KnownDay> {
    const known = this.days.get(day) ?? { upTo: 0, stories: new Set<StoryKey>(), places: new Map() };
    for (const row of await table.queryAll(pkOf(day), { from: sorted(Math.max(0, known.upTo - readAgain)) })) {
      const version = Number(row.sk);
      known.upTo = Math.max(known.upTo, version);
      for (const [storyKey, wordSums, keys] of bodyOf<FiledRow>(row))
        file(known, { storyKey, wordSums, version }, keys);
    }
    this.keep(day, known);
    // Whoever files on a day has read it: what was filed there before is to be seen when the last of it is.
    if (known.upTo < (head?.filed.get(day) ?? 0))
      throw new Unsettled(`what was filed last on the day ${day} is not to be seen yet`);
    return known;
  }

  /** As the one that was asked for last. */
  private keep(day: number, known: KnownDay): void {
    this.days.delete(day);
    const [oldest] = this.days.size < mostDays ? [] : this.days.keys();
    if (oldest !== undefined) this.days.delete(oldest);
    this.days.set(day, known);
  }
}

/** The stories of days that were read that are filed at any of these places and may match, each once. */
export function candidatesOf(
  places: readonly LookupPlace[],
  days: ReadonlyMap<number, KnownDay>,
): readonly FiledStory[] {
  const found = places.flatMap(({ day, key, oneWordFrom }) =>
    (days.get(day)?.places.get(key) ?? [])
      .slice(0, mostAtOnePlace)
      .filter(({ wordSums }) => oneWordFrom === null || mayBeOneWordApart(oneWordFrom, wordSums)),
  );
  return [...new Map(found.map((story) => [story.storyKey, story])).values()];
}

function file(known: KnownDay, story: FiledStory, keys: readonly number[]): void {
  if (known.stories.has(story.storyKey)) return;
  known.stories.add(story.storyKey);
  for (const key of keys) {
    const filed = known.places.get(key);
    if (filed === undefined) known.places.set(key, [story]);
    else filed.push(story);
  }
}

function pkOf(day: number): string {
  return `L#${day}`;
}
