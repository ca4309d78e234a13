import { type Filing, type LookupPlace, mayBeOneWordApart, mostAtOnePlace, type StoryKey } from '@ingest/core';
import { bodyOf, type Row, rowOf, sorted } from './row.js';
import type { Table } from './table.js';

/** What is kept of as many days, those that were asked for last; news is about two or three of them. */
const mostDays = 12;

/**
 * How many versions are read again: rows of commits that are made at one moment may be seen one after the other, and not in
 * their order.
 */
const readAgain = 50;

interface FiledStory {
  readonly storyKey: StoryKey;
  readonly wordSums: number;
}

interface KnownDay {
  /** The version of the last commit that filed anything. */
  upTo: number;
  readonly stories: Set<StoryKey>;
  /** By lookup key, in the order in which the stories were begun. */
  readonly places: Map<number, FiledStory[]>;
}

type FiledRow = readonly (readonly [storyKey: StoryKey, wordSums: number, keys: readonly number[]])[];

/** The row in which a commit files its new stories of one day. */
export function filingRow(day: number, filings: readonly Filing[], version: number): Row {
  const body: FiledRow = filings.map(({ storyKey, wordSums, keys }) => [storyKey, wordSums, keys]);
  return rowOf({ pk: pkOf(day), sk: sorted(version) }, body);
}

/**
 * Which anchors are filed where. A commit files all that is new of a day in one row, and what was filed never changes: so a day
 * is read once, and of what came later only the new rows. Whether an anchor is still there, its story says.
 */
export class DayIndex {
  private readonly days = new Map<number, KnownDay>();

  /** The days as they are now, for many articles. */
  async readDays(table: Table, days: Iterable<number>): Promise<ReadonlyMap<number, KnownDay>> {
    const distinct = [...new Set(days)];
    return new Map(await Promise.all(distinct.map(async (day) => [day, await this.read(table, day)] as const)));
  }

  private async read(table: Table, day: number): Promise<KnownDay> {
    const known = this.days.get(day) ?? { upTo: 0, stories: new Set<StoryKey>(), places: new Map() };
    for (const row of await table.queryAll(pkOf(day), { from: sorted(Math.max(0, known.upTo - readAgain)) })) {
      known.upTo = Math.max(known.upTo, Number(row.sk));
      for (const [storyKey, wordSums, keys] of bodyOf<FiledRow>(row)) file(known, { storyKey, wordSums }, keys);
    }
    this.keep(day, known);
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
export function candidatesOf(places: readonly LookupPlace[], days: ReadonlyMap<number, KnownDay>): readonly StoryKey[] {
  const found = places.flatMap(({ day, key, oneWordFrom }) =>
    (days.get(day)?.places.get(key) ?? [])
      .slice(0, mostAtOnePlace)
      .filter(({ wordSums }) => oneWordFrom === null || mayBeOneWordApart(oneWordFrom, wordSums)),
  );
  return [...new Set(found.map(({ storyKey }) => storyKey))];
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
