import { deliveryStates } from '@ingest/core';
import { expect, it } from 'vitest';

it('knows a delivery in five states, of which only one is ever due', () => {
  expect(deliveryStates).toEqual(['pending', 'delivered', 'dead', 'dropped', 'replayed']);
});
