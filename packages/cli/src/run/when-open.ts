import { type Clock, type RunReport, type Source, skippedReport, systemChance, toIso, toTicker } from '@ingest/core';
import { composeCalendar } from '../compose-calendar.js';
import type { LoadedSettings } from '../config/load.js';
import type { Output } from '../output.js';
import { clockOf, shortDate } from '../render/exchange-time.js';
import { ago } from '../render/time.js';

interface GatedRun {
  readonly loaded: LoadedSettings;
  readonly sources: readonly Source[];
  readonly clock: Clock;
  readonly output: Output;
}

/** The gate of a run in the regular session: null while it is on; else tells when the market opens and gives the report. */
export function skipWhileClosed({ loaded, sources, clock, output }: GatedRun): RunReport | null {
  const calendar = composeCalendar(loaded);
  const at = clock.now();
  if (calendar.isOpen(at)) return null;
  const opens = calendar.nextOpen(at);
  const { mode, tickers } = loaded.settings;
  const report = skippedReport({
    at,
    chance: systemChance(),
    mode,
    tickers: tickers.map(toTicker).filter((ticker) => ticker !== null),
    sources,
    reason: `--when-open: ${calendar.name} is closed until ${toIso(opens)}`,
  });
  if (output.isJson) output.json(report);
  const { paint } = output.out;
  const when = `${shortDate(calendar.dateAt(opens))} ${clockOf(calendar.zone)(opens)} ${calendar.zone}`;
  output.line(
    `${paint.dim(paint.dot)} skipped: ${calendar.name} is closed, it opens ${ago(toIso(opens), at)}, ${when}`,
  );
  return report;
}
