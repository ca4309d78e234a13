import {
  type TransferCounts,
  type TransferPart,
  type TransferStore,
  transferCounts,
  transferParts,
} from '../contracts/transfer.js';
import { canonicalJson, type JsonValue } from '../digest/canonical-json.js';
import { movedOf } from './place.js';

/** How many rows of each store are looked at at once. */
const pageSize = 500;

/** The kinds of which one store holds more than the other. */
export function differentCounts(left: TransferCounts, right: TransferCounts): readonly (keyof TransferCounts)[] {
  return transferCounts.filter((name) => left[name] !== right[name]);
}

/** The parts in which two stores differ, row by row; stories have a digest for that. `pause` is waited for between pages. */
export async function differentParts(
  left: TransferStore,
  right: TransferStore,
  pause: () => Promise<void>,
): Promise<readonly TransferPart[]> {
  const different: TransferPart[] = [];
  for (const part of transferParts)
    if (part !== 'stories' && !(await isSame(part, left, right, pause))) different.push(part);
  return different;
}

async function isSame(
  part: TransferPart,
  left: TransferStore,
  right: TransferStore,
  pause: () => Promise<void>,
): Promise<boolean> {
  const [lefts, rights] = [rowsOf(part, left), rowsOf(part, right)];
  for (;;) {
    await pause();
    const [one, other] = [await lefts.next(), await rights.next()];
    if (one.done || other.done) return one.done === other.done;
    if (one.value !== other.value) return false;
  }
}

/** Rows in a form that is equal for equal ones, in whatever order a store writes their fields. */
async function* rowsOf(part: TransferPart, store: TransferStore): AsyncGenerator<string, void> {
  let after: string | null = null;
  do {
    const { page, next }: Awaited<ReturnType<TransferStore['read']>> = await store.read(part, after, pageSize);
    for (const row of movedOf(page).rows) yield canonicalJson(row as unknown as JsonValue);
    after = next;
  } while (after !== null);
}
