import { parseDuration, type Settings } from '@ingest/core';

/** How often news is collected, in milliseconds. */
export function intervalsOf({ schedule: { open, closed } }: Settings): {
  readonly openMs: number;
  readonly closedMs: number;
} {
  return { openMs: millisecondsOf(open), closedMs: millisecondsOf(closed) };
}

function millisecondsOf(text: string): number {
  const ms = parseDuration(text);
  if (ms === null) throw new TypeError(`the schema let ${text} pass`);
  return ms;
}
