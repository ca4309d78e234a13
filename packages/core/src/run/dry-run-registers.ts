import type { Json, RegisterStore } from '../contracts/registers.js';
import { localRegisters } from '../resilience/local-registers.js';
import { quotaPrefix } from '../resilience/source-guard.js';

/** Those of a run that only asks: it begins with what the store holds and keeps nothing there but the quota that it spends. */
export async function dryRunRegisters(stored: RegisterStore): Promise<RegisterStore> {
  const values = new Map<string, Json>((await stored.list('')).map(({ name, value }) => [name, value]));
  const local = localRegisters(values);
  return {
    list: local.list,
    change: (name, decide) => (name.startsWith(quotaPrefix) ? stored : local).change(name, decide),
  };
}
