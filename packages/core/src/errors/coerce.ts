/** Anything thrown becomes an Error; what was thrown stays as its cause. */
export function toError(thrown: unknown): Error {
  if (thrown instanceof Error) return thrown;
  return new Error(typeof thrown === 'string' ? thrown : 'a value that is no error was thrown', { cause: thrown });
}
