import { IngestError } from '@ingest/core';
import { loadSettings, type SettingFlags } from '../config/load.js';
import { createOutput, type OutputOptions } from '../output.js';
import type { RunCommand } from '../run/context.js';
import { listenForSignals } from '../signals.js';

export interface RunFlags extends SettingFlags, OutputOptions {
  readonly since?: string;
  readonly from?: string;
  readonly to?: string;
  readonly record?: string;
  readonly replay?: string;
  readonly dryRun?: boolean;
  readonly announce?: boolean;
  readonly deliver?: boolean;
  readonly whenOpen?: boolean;
  readonly verbose?: boolean;
}

/** `ingest run`: collects once, or replays recordings. Answers with the exit code. */
export async function run(flags: RunFlags): Promise<number> {
  const output = createOutput(flags);
  const loaded = await loadSettings(flags);
  const signals = listenForSignals();
  try {
    const exitCode = await collect({ flags, loaded, output, signal: signals.signal });
    return signals.exitCode ?? exitCode;
  } finally {
    signals.dispose();
  }
}

/** Loads what the run needs: a live one nothing of replays, and the other way round. */
async function collect(command: RunCommand): Promise<number> {
  const { replay } = command.flags;
  if (replay === undefined) return (await import('../run/live.js')).runLive(command);
  if (command.flags.whenOpen)
    throw new IngestError('CONFIG_INVALID', '--when-open does not go with --replay: a recording is of any time');
  return (await import('../run/replay.js')).runReplay(command, replay);
}
