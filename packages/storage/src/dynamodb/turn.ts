/** What was begun last by name. Of the process and not of a store: several stores in one process share a table as well. */
const tails = new Map<string, Promise<unknown>>();

/** Work of one name is done one after the other inside a process: it would only be in its own way at the table. */
export async function inTurn<T>(name: string, work: () => Promise<T>): Promise<T> {
  const before = tails.get(name) ?? Promise.resolve();
  const own = before.then(work, work);
  // Whoever comes next waits for the end, however it ends.
  const tail = own.catch(() => {});
  tails.set(name, tail);
  try {
    return await own;
  } finally {
    if (tails.get(name) === tail) tails.delete(name);
  }
}
