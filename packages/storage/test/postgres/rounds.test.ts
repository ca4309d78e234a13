import { expect, test } from 'vitest';
import { roundsOf } from '../../src/postgres/rounds.js';

test('what an article changes twice goes into two rounds, in the order given', () => {
  const changes = ['a', 'b', 'a', 'c', 'a', 'b'].map((identity, place) => ({ identity, place }));
  expect(roundsOf(changes).map((round) => round.map(({ identity, place }) => `${identity}${place}`))).toEqual([
    ['a0', 'b1', 'c3'],
    ['a2', 'b5'],
    ['a4'],
  ]);
  expect(roundsOf([])).toEqual([]);
});
