import { expect, it } from 'vitest';
import { addDeliveries } from '../../src/program/deliveries.js';
import { parsedBy } from '../support/parsed-by.js';

const parsed = parsedBy(addDeliveries);

it('takes deliveries alone for their list', async () => {
  expect(await parsed('deliveries', '--state', 'dead')).toHaveBeenCalledOnce();
  expect(await parsed('deliveries', 'list', '--limit', '3')).toHaveBeenCalledOnce();
});

it('needs no event to send again or give up, but one to show and a sink to test', async () => {
  expect(await parsed('deliveries', 'retry', '--all')).toHaveBeenCalledOnce();
  expect(await parsed('deliveries', 'drop', 'event-1')).toHaveBeenCalledOnce();
  await expect(parsed('deliveries', 'show')).rejects.toThrow("missing required argument 'event'");
  await expect(parsed('deliveries', 'test')).rejects.toThrow("missing required argument 'sink'");
});
