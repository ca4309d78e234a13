import { localRegisters } from '@ingest/core';
import { expect, it } from 'vitest';

const add = (by: number) => (before: unknown) => ({ after: Number(before ?? 0) + by, result: before as number | null });

it('keeps what was decided and hands on what was said', async () => {
  const registers = localRegisters();
  expect(await registers.change('count', add(2))).toBeNull();
  expect(await registers.change('count', add(3))).toBe(2);
  expect(await registers.list('')).toEqual([{ name: 'count', value: 5 }]);
});

it('lists by the beginning of names, in their order', async () => {
  const registers = localRegisters(new Map([...'bac'].map((name) => [`x/${name}`, name])));
  await registers.change('y', add(1));
  expect((await registers.list('x/')).map(({ name }) => name)).toEqual(['x/a', 'x/b', 'x/c']);
});

it('forgets a value that becomes null', async () => {
  const registers = localRegisters(new Map([['a', 1]]));
  await registers.change('a', () => ({ after: null, result: undefined }));
  expect(await registers.list('')).toEqual([]);
});

it('leaves the value as it was when the decision fails', async () => {
  const registers = localRegisters(new Map([['a', 1]]));
  const failing = registers.change('a', () => {
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(await registers.list('')).toEqual([{ name: 'a', value: 1 }]);
});
