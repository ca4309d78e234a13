/** Any value that survives JSON. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export interface Register {
  readonly name: string;
  readonly value: Json;
}

/** What a pure function made of the value before, and what it has to say about it. */
export interface Changed<Result> {
  /** Null: nothing is kept. The very value that was given: nothing is written. */
  readonly after: Json;
  readonly result: Result;
}

/**
 * Small values that processes share and change in turns: breakers and quotas by source and key, the failure tracker. What they
 * mean is core's affair; a store keeps them.
 */
export interface RegisterStore {
  /** All whose names begin so, in the order of their names. */
  list(prefix: string): Promise<readonly Register[]>;
  /**
   * One atomic, durable step: `decide` is given the value (null: there is none) and says what it becomes. Pure; called again
   * when the step is tried again. Whatever it throws leaves the value as it was.
   */
  change<Result>(name: string, decide: (before: Json) => Changed<Result>): Promise<Result>;
}
