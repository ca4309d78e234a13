import { localRegisters } from '@ingest/core';
import { expect, it } from 'vitest';
import { dryRunRegisters } from '../../src/run/dry-run-registers.js';

const set = (after: string) => (before: unknown) => ({ after, result: before });

it('begins with what is stored and keeps nothing of it but quotas', async () => {
  const stored = localRegisters(new Map([['breaker/tiingo/x', 'open']]));
  const registers = await dryRunRegisters(stored);
  expect(await registers.change('breaker/tiingo/x', set('closed'))).toBe('open');
  expect(await registers.change('breaker/tiingo/x', set('open'))).toBe('closed');
  await registers.change('quota/tiingo/x', set('1 used'));
  expect(await stored.list('')).toEqual([
    { name: 'breaker/tiingo/x', value: 'open' },
    { name: 'quota/tiingo/x', value: '1 used' },
  ]);
});
