/** A RangeError for a limit that is no count. Returns it, or what stands for no limit. */
export function toLimit(limit: number | undefined): number | null {
  if (limit === undefined) return null;
  if (!Number.isSafeInteger(limit) || limit < 0) throw new RangeError(`limit: ${limit} is no count`);
  return limit;
}
