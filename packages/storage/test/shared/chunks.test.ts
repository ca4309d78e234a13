import { expect, test } from 'vitest';
import { all } from '../../src/conformance/expect.js';
import { inChunks } from '../../src/shared/chunks.js';

test('rows come in the order of their numbers, 200 at a time, none before it is wanted', async () => {
  const ids = Array.from({ length: 450 }, (_, index) => index);
  const asked: number[] = [];
  const rowsOf = async (chunk: readonly number[]) => {
    asked.push(chunk.length);
    return chunk.map((id) => `row ${id}`);
  };
  expect(await all(inChunks(ids, rowsOf))).toEqual(ids.map((id) => `row ${id}`));
  expect(asked.splice(0)).toEqual([200, 200, 50]);
  for await (const row of inChunks(ids, rowsOf)) if (row === 'row 3') break;
  expect(asked.splice(0)).toEqual([200]);
  expect(await all(inChunks([], rowsOf))).toEqual([]);
  expect(asked).toEqual([]);
});
