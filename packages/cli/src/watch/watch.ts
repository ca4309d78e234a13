import { DAY_MS, runLease, systemClock } from '@ingest/core';
import { redactorOf } from '../compose.js';
import { noteTo } from '../run/record.js';
import { runSlots } from './loop.js';
import { recordRuns } from './record-runs.js';
import { type ServingCommand, serve } from './serve.js';

export interface WatchCommand extends ServingCommand {
  readonly flags: ServingCommand['flags'] & { readonly record?: string };
}

/** Collects at every slot, delivers and looks for trouble beside, until it is told to stop. */
export async function watch(command: WatchCommand): Promise<number> {
  const { loaded, output, flags } = command;
  const redact = redactorOf(loaded);
  const recorder = await recordRuns({
    directory: flags.record,
    onTrouble: (message) => output.note(`! ${redact(message)}`),
    settings: loaded.settings,
    reading: { kind: 'new', firstMs: DAY_MS },
    clock: systemClock(),
    redact,
  });
  return serve({
    ...command,
    doing: 'watching',
    fetchFor: recorder.fetchFor,
    read: noteTo(() => recorder.current),
    async work({ compose, during, store: { registers }, signal, ...serving }) {
      const ingest = compose();
      const run = () => during(() => recorder.during(() => ingest.run({ signal })));
      await runSlots({ ...serving, registers, leaseName: runLease, run, signal });
    },
  });
}
