const months: readonly string[] = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** The number of a month by the first three letters of its English name, in any case: `01` to `12`; null for no month. */
export function monthNumber(name: string): string | null {
  const index = months.indexOf(name.slice(0, 3).toLowerCase());
  return index < 0 ? null : String(index + 1).padStart(2, '0');
}
