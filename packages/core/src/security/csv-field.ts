/**
 * A text as a field of CSV (RFC 4180: quoted where it has to be). What a spreadsheet would take for a formula gets a leading
 * apostrophe, a negative number too: for texts of others, not for columns of numbers.
 */
export function csvField(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
