/** A part of a url as it was meant; undefined for an empty one. A `%` that encodes nothing stands for itself. */
export function decoded(text: string | undefined): string | undefined {
  if (text === undefined || text === '') return undefined;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
