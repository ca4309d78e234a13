import { expect, it } from 'vitest';
import { addHealth } from '../../src/program/health.js';
import { parsedBy } from '../support/parsed-by.js';

const parsed = parsedBy(addHealth);

it('takes alerts alone for their list', async () => {
  expect(await parsed('alerts', '--all')).toHaveBeenCalledOnce();
  expect(await parsed('alerts', 'list', '--limit', '3')).toHaveBeenCalledOnce();
});

it('insists on how long a kind is muted', async () => {
  await expect(parsed('alerts', 'mute', 'NO_NEWS')).rejects.toThrow('--for <length>');
  expect(await parsed('alerts', 'mute', 'NO_NEWS', '--for', '2h')).toHaveBeenCalledOnce();
});
