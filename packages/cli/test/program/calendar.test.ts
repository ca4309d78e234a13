import { expect, it } from 'vitest';
import { addCalendar } from '../../src/program/calendar.js';
import { parsedBy } from '../support/parsed-by.js';

const parsed = parsedBy(addCalendar);

it('knows two exchanges and no other', async () => {
  expect(await parsed('calendar', '--calendar', 'XNAS', '--month', '2026-11')).toHaveBeenCalledOnce();
  await expect(parsed('calendar', '--calendar', 'XLON')).rejects.toThrow('Allowed choices are XNYS, XNAS');
});
