/** What a decision came to inside a transaction. */
export type Attempt<Value> =
  | { readonly isDecided: true; readonly value: Value }
  | { readonly isDecided: false; readonly thrown: unknown };

/** What a decision throws is kept apart, so that it is never taken for a failure of SQLite, nor for a lock to wait for. */
export function attempted<Value>(decide: () => Value): Attempt<Value> {
  try {
    return { isDecided: true, value: decide() };
  } catch (thrown) {
    return { isDecided: false, thrown };
  }
}

/** What was decided; throws what the decision threw. */
export function outcomeOf<Value>(attempt: Attempt<Value>): Value {
  if (attempt.isDecided) return attempt.value;
  throw attempt.thrown;
}
