import { DAY_MS, dayNumber, type EpochMs, type Window } from '@ingest/core';

/** A stretch of whole UTC days, both ends included, counted from 1970-01-01. */
export interface Days {
  readonly first: number;
  readonly last: number;
}

/** The whole UTC days that a window touches. */
export function daysOf({ from, to }: Window): Days {
  return { first: dayNumber(from), last: dayNumber(to) };
}

/** From the first moment of the first day to the last of the last. */
export function windowOf({ first, last }: Days): Window {
  return { from: startOfDay(first), to: startOfDay(last + 1) - 1 };
}

export function startOfDay(day: number): EpochMs {
  return day * DAY_MS;
}
