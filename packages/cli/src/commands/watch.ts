import { loadSettings, type SettingFlags } from '../config/load.js';
import { createOutput, type OutputOptions } from '../output.js';
import { outputBeside } from '../output-beside.js';
import { listenForSignals } from '../signals.js';

export interface WatchFlags extends SettingFlags, OutputOptions {
  readonly record?: string;
  readonly http?: string;
  readonly verbose?: boolean;
}

/** `ingest watch`: collects at every slot until it is stopped. Answers with the exit code of the signal that did. */
export async function watch(flags: WatchFlags): Promise<number> {
  const loaded = await loadSettings(flags);
  const output = outputBeside(loaded.settings, createOutput(flags));
  const signals = listenForSignals();
  try {
    const exitCode = await (await import('../watch/watch.js')).watch({ loaded, output, flags, signal: signals.signal });
    return signals.exitCode ?? exitCode;
  } finally {
    signals.dispose();
  }
}
