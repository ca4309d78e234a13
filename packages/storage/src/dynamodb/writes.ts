import { type Key, keyText, type Row } from './row.js';

/** One row of a commit. */
export type Write =
  | { readonly kind: 'put'; readonly row: Row; readonly replaces?: number | null }
  | { readonly kind: 'delete'; readonly key: Key };

/** The rows of a commit, each once: a transaction takes no row twice, and what is said last counts. */
export class Writes {
  private readonly byKey = new Map<string, Write>();
  /** Rows that are looked at only as hints, to be written before the commit. */
  readonly hints: Row[] = [];
  /** Rows that nobody asks for any more once it is done. */
  readonly stale: Key[] = [];
  /** How many events it adds to those that were ever stored. */
  events = 0;

  /** `replaces`: the version of the row that was read, null where there was none; absent where nobody else writes it. */
  put(row: Row, replaces?: number | null): void {
    this.byKey.set(keyText(row), { kind: 'put', row, ...(replaces !== undefined && { replaces }) });
  }

  delete(key: Key): void {
    this.byKey.set(keyText(key), { kind: 'delete', key });
  }

  get isEmpty(): boolean {
    return this.byKey.size === 0;
  }

  get all(): readonly Write[] {
    return [...this.byKey.values()];
  }
}
