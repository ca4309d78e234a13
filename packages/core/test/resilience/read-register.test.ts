import { expect, it } from 'vitest';
import { localRegisters } from '../../src/resilience/local-registers.js';
import { readRegister } from '../../src/resilience/read-register.js';

it('reads one register, not those whose names begin alike', async () => {
  const registers = localRegisters(new Map([['sink/hook-2', 'other']]));
  expect(await readRegister(registers, 'sink/hook')).toBeNull();
  await registers.change('sink/hook', () => ({ after: 'own', result: undefined }));
  expect(await readRegister(registers, 'sink/hook')).toBe('own');
});
