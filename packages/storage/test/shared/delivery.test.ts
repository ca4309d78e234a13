import { deliveryStates } from '@ingest/core';
import { expect, test } from 'vitest';
import { noon } from '../../src/conformance/build.js';
import { noDeliveries, settlementOf } from '../../src/shared/delivery.js';

test('what a delivery came to says its state, when it was settled, and what it waits for', () => {
  expect(settlementOf({ kind: 'delivered' }, noon)).toEqual({
    state: 'delivered',
    waits: null,
    settledAt: noon,
    error: null,
  });
  expect(settlementOf({ kind: 'dead', error: '404' }, noon)).toEqual({
    state: 'dead',
    waits: null,
    settledAt: noon,
    error: '404',
  });
  const waits = { from: noon - 1, until: noon + 1 };
  expect(settlementOf({ kind: 'again', waits, error: '503' }, noon)).toEqual({
    state: 'pending',
    waits,
    settledAt: null,
    error: '503',
  });
});

test('counts begin at none of each state, for each sink anew', () => {
  expect(Object.entries(noDeliveries())).toEqual(deliveryStates.map((state) => [state, 0]));
  expect(noDeliveries()).not.toBe(noDeliveries());
});
