/** The order of strings by UTF-16 code units: one of a locale would depend on the machine. */
export function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
