import * as z from 'zod';
import type { EpochMs } from '../contracts/clock.js';
import type { Json, RegisterStore } from '../contracts/registers.js';
import { readRegister } from '../resilience/read-register.js';

/** Names of the registers that hold the slot which was claimed last: then the name of the lease. */
export const slotPrefix = 'slot/';

/** A time at which a run is due, until the next one is. */
export interface Slot {
  readonly at: EpochMs;
  readonly next: EpochMs;
}

export type SlotClaim =
  /** It is ours. `before`: the slot that was claimed before it, by whomever; null for the first one ever. */
  | { readonly isClaimed: true; readonly before: EpochMs | null }
  /** Another process has it, or a later one. */
  | { readonly isClaimed: false };

/**
 * Claims a slot for this process, so that each is run once however many processes there are. What is not later than the slot
 * that was claimed last is refused, also to a process that slept since it looked at the clock; but a clock that was ahead keeps
 * nobody from running for longer than a slot lasts. `claimer`: what kind of process it is, for those of its kind.
 */
export function claimSlot(
  registers: RegisterStore,
  leaseName: string,
  { at, next }: Slot,
  now: EpochMs,
  claimer?: string,
): Promise<SlotClaim> {
  return registers.change<SlotClaim>(slotPrefix + leaseName, (value) => {
    const before = readSlot(value);
    if (before !== null && at <= before.at && now >= before.from) return { after: value, result: { isClaimed: false } };
    const after = { at, from: at - (next - at), ...(claimer !== undefined && { claimer }) };
    return { after, result: { isClaimed: true, before: before?.at ?? null } };
  });
}

/** The slot that was claimed last, if one of this kind of process claimed it; null otherwise. */
export async function claimedSlot(
  registers: RegisterStore,
  leaseName: string,
  claimer: string,
): Promise<EpochMs | null> {
  const claimed = readSlot(await readRegister(registers, slotPrefix + leaseName));
  return claimed?.claimer === claimer ? claimed.at : null;
}

const stored = z.object({ at: z.number(), from: z.number(), claimer: z.string().optional() });

/** What cannot be read was never claimed. */
function readSlot(value: Json): z.infer<typeof stored> | null {
  const read = stored.safeParse(value);
  return read.success ? read.data : null;
}
