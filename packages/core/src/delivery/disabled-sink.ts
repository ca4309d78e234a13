import * as z from 'zod';
import type { EpochMs } from '../contracts/clock.js';
import type { Json, RegisterStore } from '../contracts/registers.js';
import { readRegister } from '../resilience/read-register.js';
import { toIso } from '../time/instant.js';

const prefix = 'sink/';

/** A sink that said that nothing is to be sent there any more. */
export interface DisabledSink {
  readonly sink: string;
  /** ISO-8601; null when nobody knows. */
  readonly disabledAt: string | null;
  readonly reason: string;
}

const stored = z.object({ disabledAt: z.string(), reason: z.string() });

/** All disabled sinks, in the order of their names. */
export async function disabledSinks(registers: RegisterStore): Promise<readonly DisabledSink[]> {
  const found = await registers.list(prefix);
  return found.map(({ name, value }) => toDisabledSink(name.slice(prefix.length), value));
}

/** Why nothing is sent to a sink; null when it is enabled. */
export async function disabledSink(registers: RegisterStore, sink: string): Promise<DisabledSink | null> {
  const value = await readRegister(registers, prefix + sink);
  return value === null ? null : toDisabledSink(sink, value);
}

/** Nothing is sent to the sink from now on. One that is disabled already stays so for its first reason. */
export async function disableSink(registers: RegisterStore, sink: string, reason: string, now: EpochMs): Promise<void> {
  await registers.change(prefix + sink, (before) => ({
    after: before ?? { disabledAt: toIso(now), reason },
    result: undefined,
  }));
}

/** Answers with whether it was disabled. */
export function enableSink(registers: RegisterStore, sink: string): Promise<boolean> {
  return registers.change(prefix + sink, (before) => ({ after: null, result: before !== null }));
}

/** A value that cannot be read still says that the sink is disabled: in doubt nothing is sent. */
function toDisabledSink(sink: string, value: Json): DisabledSink {
  const read = stored.safeParse(value);
  return read.success ? { sink, ...read.data } : { sink, disabledAt: null, reason: 'it was disabled' };
}
