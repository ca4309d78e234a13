import type { Changed, Json, Register, RegisterStore } from '../contracts/registers.js';
import { compareText } from '../text/compare-text.js';

/**
 * Registers that end with the process: a replay begins with blank ones, and the memory store keeps its own so. A change is
 * atomic because it is synchronous.
 */
export function localRegisters(values: Map<string, Json> = new Map()): RegisterStore {
  return {
    async list(prefix) {
      return [...values]
        .filter(([name]) => name.startsWith(prefix))
        .map(([name, value]): Register => ({ name, value }))
        .sort((left, right) => compareText(left.name, right.name));
    },
    async change<Result>(name: string, decide: (before: Json) => Changed<Result>): Promise<Result> {
      const { after, result } = decide(values.get(name) ?? null);
      if (after === null) values.delete(name);
      else values.set(name, after);
      return result;
    },
  };
}
