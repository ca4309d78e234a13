import type { Addition } from './action.js';
import { type Key, keyText, type Row } from './row.js';

/** One row of a commit. */
export type Write =
  | { readonly kind: 'put'; readonly row: Row; readonly replaces?: number | string | null }
  | { readonly kind: 'delete'; readonly key: Key }
  | Addition;

/** The rows of a commit, each once: a transaction takes no row twice, and what is said last counts. */
export class Writes {
  private readonly byKey = new Map<string, Write>();
  /** Rows that are looked at only as hints, to be written before the commit. */
  readonly hints: Row[] = [];
  /** Rows that nobody asks for any more once it is done. */
  readonly stale: Key[] = [];
  /** On which days it files new stories. */
  readonly filedDays = new Set<number>();
  /** How many events it adds to those that were ever stored. */
  events = 0;

  /** `replaces`: the version of the row that was read, null where there was none; absent where nobody else writes it. */
  put(row: Row, replaces?: number | string | null): void {
    this.byKey.set(keyText(row), { kind: 'put', row, ...(replaces !== undefined && { replaces }) });
  }

  delete(key: Key): void {
    this.byKey.set(keyText(key), { kind: 'delete', key });
  }

  /** Adds to numbers of a row that is only ever added to; more than once is their sum. */
  add(key: Key, numbers: Addition['numbers']): void {
    const before = this.byKey.get(keyText(key));
    const sums = new Map(before?.kind === 'add' ? Object.entries(before.numbers) : []);
    for (const [name, number] of Object.entries(numbers)) sums.set(name, (sums.get(name) ?? 0) + number);
    this.byKey.set(keyText(key), { kind: 'add', key, numbers: Object.fromEntries(sums) });
  }

  get isEmpty(): boolean {
    return this.byKey.size === 0;
  }

  get all(): readonly Write[] {
    return [...this.byKey.values()];
  }
}
