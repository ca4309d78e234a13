/** What stands in a column of JSON text: null for nothing. */
export function toJson(value: object | null): string | null {
  return value === null ? null : JSON.stringify(value);
}

export function fromJson<T extends object>(text: string | null): T | null {
  return text === null ? null : (JSON.parse(text) as T);
}
