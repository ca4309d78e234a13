import { expect, test } from 'vitest';
import { inTurn } from '../../src/dynamodb/turn.js';

test('work of one name is done one after the other, whatever becomes of it; of another name beside it', async () => {
  const said: string[] = [];
  const work = (name: string, part: string, fails = false) =>
    inTurn(name, async () => {
      said.push(`${part} begins`);
      await new Promise((resolve) => setTimeout(resolve, 5));
      said.push(`${part} ends`);
      if (fails) throw new Error(part);
      return part;
    });
  const [first, second, other] = await Promise.allSettled([work('a', '1', true), work('a', '2'), work('b', '3')]);
  expect([first.status, second, other.status]).toEqual(['rejected', { status: 'fulfilled', value: '2' }, 'fulfilled']);
  expect(said.indexOf('2 begins')).toBeGreaterThan(said.indexOf('1 ends'));
  expect(said.indexOf('3 begins')).toBeLessThan(said.indexOf('1 ends'));
});
