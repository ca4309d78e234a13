/** The first line of a text: what a module throws may bring its source with it. */
export function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? text;
}
