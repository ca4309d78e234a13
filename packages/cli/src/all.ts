/** Everything that an async iterable gives. (`Array.fromAsync` comes with Node 22.) */
export async function all<T>(values: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const value of values) list.push(value);
  return list;
}
