import type { Recorder } from '@ingest/adapters/exchange';
import {
  backfillLease,
  DAY_MS,
  type EventReader,
  IngestError,
  type RunReport,
  runLease,
  type Store,
  systemClock,
  tellAll,
} from '@ingest/core';
import { assertNoHalfCopy, composeSources, openStore, redactorOf } from '../compose.js';
import { composeIngest } from '../compose-ingest.js';
import { assertMarket } from '../compose-market.js';
import { composeScorer } from '../compose-scorer.js';
import { composeSinks } from '../compose-sinks.js';
import { assertRunnable } from '../config/assert-runnable.js';
import { exitCodeOfReport } from '../exit-code-of.js';
import { type ChosenStore, storeName } from '../extensions/extensions.js';
import { composeHeartbeat, heartbeatNotes, noHeartbeat } from '../heartbeat.js';
import { logTo } from '../log.js';
import type { Output } from '../output.js';
import { outputBeside } from '../output-beside.js';
import { progressOn } from '../progress.js';
import { estimateLines } from '../render/estimate-lines.js';
import { nameStore } from '../render/name-store.js';
import { runLines } from '../render/run-lines.js';
import { type RunCommand, readingOf } from './context.js';
import { noteTo, startRecording } from './record.js';

/** Collects from the providers. */
export async function runLive({ flags, loaded, signal, ...command }: RunCommand): Promise<number> {
  const { settings } = loaded;
  // A dry run sends nothing.
  const output = flags.dryRun ? command.output : outputBeside(settings, command.output);
  if (flags.record === '') throw new IngestError('CONFIG_INVALID', '--record: no file is named');
  const clock = systemClock();
  const reading = readingOf(flags, clock.now(), { kind: 'new', firstMs: DAY_MS });
  const redact = redactorOf(loaded);
  // Said before the store is touched.
  const unrecorded = await composeSources(settings.sources, loaded, redact, () => fetch);
  assertRunnable(settings, unrecorded);
  await assertMarket(loaded);
  const scorer = await composeScorer(loaded);
  const sinks = await composeSinks(settings, redact, loaded);
  let heartbeat = noHeartbeat;
  let recorder: Recorder | null = null;
  let store: Store | null = null;
  try {
    if (flags.whenOpen) {
      const { skipWhileClosed } = await import('./when-open.js');
      const skipped = skipWhileClosed({ loaded, sources: unrecorded, clock, output });
      if (skipped !== null) return exitCodeOfReport(skipped);
    }
    const progress = progressOn(output, !flags.quiet && !flags.json);
    // A dry run is no run, and a back-fill says nothing of whether the next run comes.
    const isWatched = !flags.dryRun && reading.kind !== 'range';
    if (isWatched) heartbeat = await composeHeartbeat(settings, redact, heartbeatNotes(output, progress.done));
    if (flags.record !== undefined)
      recorder = await startRecording({ path: flags.record, settings, reading, clock, redact });
    const sources = await composeSources(
      settings.sources,
      loaded,
      redact,
      (name) => recorder?.fetchFor(name, fetch) ?? fetch,
    );
    store = flags.dryRun ? await openForDryRun(settings.store) : await openStore(settings.store, true);
    await assertNoHalfCopy(store);
    const log = logTo(output, redact, flags, progress.done);
    const onEvent = tellAll([progress.read, log.read, noteTo(() => recorder), estimateTo(output), heartbeat.read]);
    const writes = flags.dryRun ? 'nothing' : 'all';
    const leaseName = reading.kind === 'range' ? backfillLease : runLease;
    const parts = { sources, sinks, scorer, store, onEvent };
    const announce = reading.kind !== 'range' || flags.announce === true;
    const ingest = composeIngest(loaded, parts, { leaseName, reading, writes, announce });
    const report = await ingest.run({ signal });
    progress.done();
    await log.flush();
    const finished = await finishRecording(report);
    print(finished, settings.store);
    return exitCodeOfReport(finished);
  } finally {
    await Promise.all([sinks.close(), heartbeat.settled()]);
    try {
      await recorder?.close();
    } finally {
      await store?.close();
    }
  }

  /** The news is stored whatever becomes of the recording. */
  async function finishRecording(report: RunReport): Promise<RunReport> {
    try {
      await recorder?.close();
      return report;
    } catch (error) {
      if (!IngestError.is(error)) throw error;
      return { ...report, warnings: [...report.warnings, `${flags.record} is not whole: ${redact(error.message)}`] };
    }
  }

  function print(report: RunReport, location: ChosenStore): void {
    if (report.error !== undefined && (output.isJson || flags.quiet)) {
      const { hint } = report.error;
      output.complain({ ...report.error, ...(hint === undefined ? {} : { hint: nameStore(hint, location) }) });
    }
    if (output.isJson) {
      output.json(report);
      return;
    }
    for (const line of runLines(report, output.out.paint)) output.line(nameStore(line, location));
    if (report.outcome !== 'failed')
      output.line(`  store ${storeName(location)}${flags.dryRun ? ' (dry run: nothing was written)' : ''}`);
    if (flags.record !== undefined)
      output.line(`  recorded in ${flags.record}   (ingest run --replay ${flags.record})`);
  }
}

/** A dry run reads the store that is there, and makes none. */
async function openForDryRun(url: ChosenStore): Promise<Store> {
  try {
    return await openStore(url, false);
  } catch (error) {
    if (IngestError.is(error) && error.code === 'STORE_UNAVAILABLE') return openStore('memory:', true);
    throw error;
  }
}

/** Says what a back-fill will take before it takes it. */
function estimateTo(output: Output): EventReader {
  return (event) => {
    if (event.type !== 'backfill:started' || output.isJson) return;
    for (const line of estimateLines(event)) output.note(line);
  };
}
