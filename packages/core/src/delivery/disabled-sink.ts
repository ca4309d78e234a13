import * as z from 'zod';
import type { EpochMs } from '../contracts/clock.js';
import type { RegisterStore } from '../contracts/store.js';
import { toIso } from '../time/instant.js';

/** Names of the registers that hold disabled sinks: then the name of the sink. */
export const disabledSinkPrefix = 'sink/';

export interface DisabledSink {
  readonly disabledAt: string;
  readonly reason: string;
}

const stored = z.object({ disabledAt: z.string(), reason: z.string() });

/** Why nothing is sent to a sink; null when it is enabled. */
export async function disabledSink(registers: RegisterStore, sink: string): Promise<DisabledSink | null> {
  const found = (await registers.list(disabledSinkPrefix + sink)).find(
    ({ name }) => name === disabledSinkPrefix + sink,
  );
  const read = stored.safeParse(found?.value);
  return read.success ? read.data : null;
}

export async function disableSink(registers: RegisterStore, sink: string, reason: string, now: EpochMs): Promise<void> {
  await registers.change(disabledSinkPrefix + sink, (before) => ({
    after: before ?? { disabledAt: toIso(now), reason },
    result: undefined,
  }));
}

/** Answers with whether it was disabled. */
export function enableSink(registers: RegisterStore, sink: string): Promise<boolean> {
  return registers.change(disabledSinkPrefix + sink, (before) => ({ after: null, result: before !== null }));
}
