import * as z from 'zod';
import type { EpochMs } from '../contracts/clock.js';
import type { Term } from '../contracts/outbox.js';

/** Two instants around now: over after `lengthMs`, and also when the clock turns out to have been that far ahead. */
export function termAround(now: EpochMs, lengthMs: number): Term {
  return { from: now - lengthMs, until: now + lengthMs };
}

/** Whether a term has ended, or was begun by a clock that was ahead. */
export function isOver({ from, until }: Term, now: EpochMs): boolean {
  return now >= until || now < from;
}

export const term = z.object({ from: z.number(), until: z.number() });
