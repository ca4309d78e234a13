import * as z from 'zod';
import type { Register } from '../contracts/registers.js';
import { type TransferPage, transferCounts, transferParts } from '../contracts/transfer.js';
import { nothingCounted, withPage } from './count-page.js';

/** What the names of registers begin with in which copies keep how far they are. */
export const copyPrefix = 'copy/';

const counts = z.object(
  Object.fromEntries(transferCounts.map((name) => [name, z.number()])) as Record<
    (typeof transferCounts)[number],
    z.ZodNumber
  >,
);

const stored = z.object({
  /** Where the source is, for people. */
  from: z.string(),
  /** What the source held when the copy began. */
  source: counts,
  /** What was written to the target by now. */
  written: counts,
  /** Null: everything is written, and is being compared. */
  part: z.enum(transferParts).nullable(),
  after: z.string().nullable(),
});

/** How far a copy is; kept in its target, in the step in which a page is written. */
export type CopyPlace = z.infer<typeof stored>;

/** Null for what is no place of a copy. */
export function readPlace(value: unknown): CopyPlace | null {
  return stored.safeParse(value).data ?? null;
}

export function firstPlace(from: string, source: CopyPlace['source']): CopyPlace {
  return { from, source, written: { ...nothingCounted }, part: transferParts[0], after: null };
}

/** Where a copy is once a page was written. `next`: what the next page of the part is read after, null at its end. */
export function placeAfter(place: CopyPlace, page: TransferPage, next: string | null): CopyPlace {
  const written = withPage(place.written, page);
  if (next !== null) return { ...place, written, part: page.part, after: next };
  return { ...place, written, part: transferParts[transferParts.indexOf(page.part) + 1] ?? null, after: null };
}

/** Whether a register belongs to the news: not to a copy, to processes that are there, or to the upkeep of one store. */
export function isMoved({ name }: Pick<Register, 'name'>): boolean {
  return ![copyPrefix, 'workers/', 'upkeep/'].some((prefix) => name.startsWith(prefix));
}

/** A page without what is not moved. */
export function movedOf(page: TransferPage): TransferPage {
  return page.part === 'registers' ? { ...page, rows: page.rows.filter(isMoved) } : page;
}
