import type { OutboxEntry } from '../contracts/store.js';
export function notify(..._args: unknown[]): readonly OutboxEntry[] {
  return [];
}
