import { settings } from '@ingest/core';
import { expect, it } from 'vitest';
import { assertMarket, composeMarket } from '../src/compose-market.js';

const loaded = (schedule: object) => ({
  settings: settings.parse({ schedule }),
  whereIs: () => 'ingest.config.yaml: ',
});

it('loads the hours of the configured exchange, with its closures, once', async () => {
  const market = composeMarket(loaded({ closures: ['2026-06-04'], open: '10m' }));
  const hours = await market();
  expect(await market()).toBe(hours);
  expect(hours?.sessionAt(Date.parse('2026-06-04T15:00:00Z'))).toBeNull();
  expect(hours?.sessionAt(Date.parse('2026-06-05T15:00:00Z'))).not.toBeNull();
  expect(hours?.intervalAt(Date.parse('2026-06-05T15:00:00Z'))).toBe(600_000);
});

it('says before a run what cannot be of the days that were added', async () => {
  await assertMarket(loaded({ closures: ['2026-06-04'] }));
  const failing = assertMarket(loaded({ earlyCloses: [{ date: '2026-06-04', close: '17:00' }] }));
  await expect(failing).rejects.toMatchObject({
    code: 'CONFIG_INVALID',
    message: expect.stringContaining('schedule.earlyCloses[0]'),
  });
});
