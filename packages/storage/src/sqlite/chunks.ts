/** How many rows are read at once: enough to be quick, few enough to be small. */
const chunkRows = 200;

/** Rows by their numbers, chunk by chunk as they are consumed. */
export async function* inChunks<T>(
  ids: readonly number[],
  rowsOf: (ids: readonly number[]) => Promise<readonly T[]>,
): AsyncGenerator<T> {
  for (let start = 0; start < ids.length; start += chunkRows) yield* await rowsOf(ids.slice(start, start + chunkRows));
}
