import { IngestError, noSecrets, type Redact, systemClock } from '@ingest/core';
import { composeSources, redactorOf } from '../compose.js';
import { composeCalendar } from '../compose-calendar.js';
import { composeSinks } from '../compose-sinks.js';
import { intervalsOf } from '../config/intervals.js';
import { loadSettings, type SettingFlags } from '../config/load.js';
import { createOutput, type OutputOptions } from '../output.js';
import { statusLines } from '../render/status-lines.js';
import { readStatus } from '../status/read-status.js';
import type { Status } from '../status/status.js';
import { unknownStatus } from '../status/unknown-status.js';
import { withStoreAt } from './with-store.js';

export interface StatusFlags extends SettingFlags, OutputOptions {}

/** `ingest status`: how the whole stands, on one screen. It only reads; the exit code is that of a Nagios check. */
export async function status(flags: StatusFlags): Promise<number> {
  const output = createOutput(flags);
  const found = await look(flags);
  if (output.isJson) output.json(found);
  else for (const line of statusLines(found, output.out)) output.data(line);
  return found.exitCode;
}

/** What keeps us from looking is the answer, and no failure of the command. */
async function look(flags: StatusFlags): Promise<Status> {
  const now = systemClock().now();
  let redact: Redact = noSecrets;
  try {
    const loaded = await loadSettings(flags);
    const { settings } = loaded;
    redact = redactorOf(loaded);
    const calendar = composeCalendar(loaded);
    const sources = await composeSources(settings.sources, loaded, redact, () => fetch);
    const sinks = await composeSinks(settings, redact, loaded);
    try {
      return await withStoreAt(settings.store, (store) =>
        readStatus({ store, sources, sinks: sinks.all, calendar, intervals: intervalsOf(settings), now }),
      );
    } finally {
      await sinks.close();
    }
  } catch (error) {
    if (!IngestError.is(error)) throw error;
    const { code, message, hint } = error;
    return unknownStatus({ code, message: redact(message), ...(hint !== undefined && { hint: redact(hint) }) }, now);
  }
}
