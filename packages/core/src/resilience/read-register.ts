import type { Json, RegisterStore } from '../contracts/registers.js';

/** What one register holds; null when it is empty. */
export async function readRegister(registers: Pick<RegisterStore, 'list'>, name: string): Promise<Json> {
  const found = await registers.list(name);
  // A list is by how names begin: longer ones come with it.
  return found.find((register) => register.name === name)?.value ?? null;
}
