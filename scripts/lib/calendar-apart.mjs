import { readFileSync } from 'node:fs';

const index = /[\\/]core[\\/]src[\\/]index\.ts$/;
const calendar = /^export \{[^}]*\} from '\.\/calendar\/(?:market-calendar|next-slot)\.js';$/gm;

/**
 * A plugin for esbuild. It shares code out to chunks by file: what any command imports through the index of core would be loaded
 * by all of them, and the calendar brings along luxon. So the command's bundle knows the calendar by `@ingest/core/calendar` only;
 * who imports it from the index all the same is told so by the build.
 */
export const calendarApart = {
  name: 'calendar-apart',
  setup(build) {
    build.onLoad({ filter: index }, ({ path }) => ({
      contents: withoutCalendar(readFileSync(path, 'utf8')),
      loader: 'ts',
    }));
  },
};

/** The text of core's index without the lines that lead to luxon. Throws when there are none: they must have another form. */
export function withoutCalendar(text) {
  const rest = text.replace(calendar, '');
  if (rest === text)
    throw new Error('core/src/index.ts no longer exports the calendar as scripts/lib/calendar-apart.mjs expects');
  return rest;
}
