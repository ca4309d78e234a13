/** The order of strings by UTF-16 code units: one of a locale would depend on the machine. */
export function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
