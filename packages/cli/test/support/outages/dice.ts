import { seededChance } from '@ingest/core';

/** Chance in words. The same seed throws the same. */
export interface Dice {
  /** A whole number, both ends included. */
  between(least: number, most: number): number;
  /** True with a chance of 0 to 1. */
  happens(chance: number): boolean;
  one<T>(values: readonly T[]): T;
  /** One of some names, by their weights. */
  weighted<Name extends string>(weights: Readonly<Record<Name, number>>): Name;
}

export function dice(seed: number): Dice {
  const chance = seededChance(seed);
  const between = (least: number, most: number) => least + Math.floor(chance.next() * (most - least + 1));
  return {
    between,
    happens: (part) => chance.next() < part,
    one<T>(values: readonly T[]): T {
      if (values.length === 0) throw new RangeError('there is nothing to choose from');
      return values[between(0, values.length - 1)] as T;
    },
    weighted<Name extends string>(weights: Readonly<Record<Name, number>>): Name {
      const entries = Object.entries(weights) as [Name, number][];
      let left = chance.next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [name, weight] of entries) {
        left -= weight;
        if (left < 0) return name;
      }
      throw new RangeError('there is nothing to choose from');
    },
  };
}
