import { expect, test } from 'vitest';
import { leaseCheck, leaseKey } from '../../src/dynamodb/lease-row.js';

test('a commit holds under the number that is held, and not once it is released', () => {
  expect(leaseCheck({ name: 'run', number: 3 })).toEqual({
    kind: 'check',
    key: leaseKey('run'),
    condition: { text: '#held = :held AND #number = :number', values: { held: 1, number: 3 } },
  });
  expect(leaseKey('').sk).not.toBe('');
});
