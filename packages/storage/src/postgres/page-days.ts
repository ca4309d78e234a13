import { type Article, dayNumber, type EpochMs, longestApartMs } from '@ingest/core';

/** The UTC days on which anything stands that articles of these times may belong to. */
export function daysAround(instants: Iterable<EpochMs>): ReadonlySet<number> {
  const days = new Set<number>();
  for (const at of instants)
    for (let day = dayNumber(at - longestApartMs); day <= dayNumber(at + longestApartMs); day += 1) days.add(day);
  return days;
}

export function daysOfPage(articles: readonly Article[]): ReadonlySet<number> {
  return daysAround(articles.map(({ publishedAt }) => publishedAt));
}

/** A page turned out to hold articles that the store knows under other days than those that were locked. */
export class MoreDays {
  readonly days: ReadonlySet<number>;

  constructor(days: ReadonlySet<number>) {
    this.days = days;
  }
}
