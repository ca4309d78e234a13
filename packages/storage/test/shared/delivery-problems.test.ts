import { expect, test } from 'vitest';
import { notification } from '../../src/conformance/build.js';
import { deliveryProblems } from '../../src/shared/delivery-problems.js';

const { state: _, ...entry } = notification();
const delivery = { ...entry, state: 'pending', attempts: 0, waits: null, lastError: null, settledAt: null } as const;

// Each rule is broken in the tests of the memory store.
test('a delivery that keeps all rules has no problem, and one that breaks two has both', () => {
  expect(deliveryProblems({ delivery, claim: null })).toEqual([]);
  expect(deliveryProblems({ delivery: { ...delivery, message: '{', attempts: -1 }, claim: null })).toEqual([
    'every delivery has a message in JSON: event-1 to hook does not',
    'every delivery counts its attempts: event-1 to hook does not',
  ]);
});
