import { loadSettings, type SettingFlags } from '../config/load.js';
import { createOutput, type OutputOptions } from '../output.js';
import { listenForSignals } from '../signals.js';

export interface RunFlags extends SettingFlags, OutputOptions {
  readonly since?: string;
  readonly from?: string;
  readonly to?: string;
  readonly record?: string;
  readonly replay?: string;
  readonly dryRun?: boolean;
  readonly verbose?: boolean;
}

/** `ingest run`: collects once, or replays recordings. Answers with the exit code. */
export async function run(flags: RunFlags): Promise<number> {
  const output = createOutput(flags);
  const loaded = await loadSettings(flags);
  const signals = listenForSignals();
  try {
    const { runLive, runReplay } = await import('../run/index.js');
    const context = { flags, loaded, output, signal: signals.signal };
    const exitCode = flags.replay === undefined ? await runLive(context) : await runReplay(context, flags.replay);
    return signals.exitCode ?? exitCode;
  } finally {
    signals.dispose();
  }
}
