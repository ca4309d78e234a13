import { IngestError, systemClock, toTicker } from '@ingest/core';
import { composeSources, redactorOf } from '../compose.js';
import { composeCalendar } from '../compose-calendar.js';
import { intervalsOf } from '../config/intervals.js';
import { loadSettings, type SettingFlags } from '../config/load.js';
import { exitCodes } from '../exit-codes.js';
import { createOutput, type OutputOptions } from '../output.js';
import { planSchedule } from '../plan/plan-schedule.js';
import { plannedSources } from '../plan/planned-sources.js';
import { readTickers } from '../plan/read-tickers.js';
import { planLines } from '../render/plan-lines.js';

export interface PlanFlags extends SettingFlags, OutputOptions {
  readonly tickersFrom?: string;
}

/** `ingest plan`: whether tickers, schedule and the published limits of the sources go together. Asks nobody. */
export async function plan(flags: PlanFlags): Promise<number> {
  const output = createOutput(flags);
  const loaded = await loadSettings(withTickersOfFile(flags));
  const { settings } = loaded;
  const { mode, schedule } = settings;
  const tickers = new Set(settings.tickers.map(toTicker)).size;
  if (tickers === 0)
    throw new IngestError('CONFIG_INVALID', 'no tickers: neither flags, INGEST_TICKERS nor a configuration names any', {
      hint: 'try --tickers AAPL,MSFT or --tickers-from tickers.txt',
    });
  const composed = await composeSources(settings.sources, loaded, redactorOf(loaded), () => fetch);
  if (composed.length === 0)
    throw new IngestError('CONFIG_INVALID', 'sources: none is enabled', { hint: 'set enabled: true for one of them' });
  const slots = { calendar: composeCalendar(loaded), ...intervalsOf(settings) };
  const planned = planSchedule(
    plannedSources(settings, composed, loaded.extensions),
    tickers,
    slots,
    systemClock().now(),
  );
  const { assessments, breaksFirst, remedies } = planned;
  if (output.isJson) {
    const { calendar, open, closed } = schedule;
    output.json({
      tickers,
      mode,
      schedule: { calendar, open, closed },
      fits: breaksFirst === null,
      sources: assessments,
      breaksFirst,
      fitsWith:
        remedies === null
          ? null
          : {
              open: remedies.openMs === null ? null : `${remedies.openMs / 60_000}m`,
              plans: remedies.plans,
              tickers: remedies.tickers,
            },
    });
    return exitCodes.ok;
  }
  const facts = { tickers, mode, schedule, assessments, remedies };
  for (const line of planLines(facts, output.out)) output.data(line);
  return exitCodes.ok;
}

function withTickersOfFile({ tickersFrom, ...flags }: PlanFlags): SettingFlags {
  if (tickersFrom === undefined) return flags;
  if (flags.tickers !== undefined)
    throw new IngestError('CONFIG_INVALID', '--tickers does not go with --tickers-from', {
      hint: 'name the tickers in one of them',
    });
  return { ...flags, tickers: readTickers(tickersFrom).join(',') };
}
