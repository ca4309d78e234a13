import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { withoutCalendar } from '../lib/calendar-apart.mjs';
import { root } from '../lib/root.mjs';

const index = readFileSync(join(root, 'packages/core/src/index.ts'), 'utf8');

it('takes what leads to luxon out of the index of core, and nothing else', () => {
  const lines = (text: string) => text.split('\n').filter((line) => line !== '');
  const left = lines(withoutCalendar(index));
  const gone = lines(index).filter((line) => !left.includes(line));
  expect(gone).toEqual([
    expect.stringContaining("from './calendar/market-calendar.js'"),
    expect.stringContaining("from './calendar/next-slot.js'"),
  ]);
});

it('says so when there is nothing to take out', () => {
  expect(() => withoutCalendar("export { a } from './a.js';")).toThrow('no longer exports the calendar');
});
