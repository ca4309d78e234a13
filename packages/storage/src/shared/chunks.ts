/** How many rows are read at once: enough to be quick, few enough to be small. */
const chunkRows = 200;

/** Rows by their numbers, or by other keys, chunk by chunk as they are consumed. */
export async function* inChunks<T, Key = number>(
  ids: readonly Key[],
  rowsOf: (ids: readonly Key[]) => Promise<readonly T[]>,
): AsyncGenerator<T> {
  for (let start = 0; start < ids.length; start += chunkRows) yield* await rowsOf(ids.slice(start, start + chunkRows));
}
