import { IngestError } from '@ingest/core';
import { loadSettings, type SettingFlags } from '../config/load.js';
import { createOutput, type OutputOptions } from '../output.js';
import { outputBeside } from '../output-beside.js';
import { listenForSignals } from '../signals.js';

export interface WorkerFlags extends SettingFlags, OutputOptions {
  readonly http?: string;
  readonly jobs?: string;
  readonly batch?: string;
  readonly verbose?: boolean;
}

/** `ingest worker`: one of a fleet, until it is stopped. Answers with the exit code of the signal that did. */
export async function worker(flags: WorkerFlags): Promise<number> {
  const atOnce = countOf('--jobs', flags.jobs, 2, mostJobs);
  const tickersPerJob = countOf('--batch', flags.batch, 20, mostTickers);
  const loaded = await loadSettings(flags);
  const output = outputBeside(loaded.settings, createOutput(flags));
  const signals = listenForSignals();
  try {
    const run = (await import('../worker/worker.js')).worker;
    const exitCode = await run({ loaded, output, flags, signal: signals.signal, atOnce, tickersPerJob });
    return signals.exitCode ?? exitCode;
  } finally {
    signals.dispose();
  }
}

/** More processes are what a fleet is for. */
const mostJobs = 16;
const mostTickers = 1000;

function countOf(flag: string, text: string | undefined, otherwise: number, most: number): number {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw new IngestError('CONFIG_INVALID', `${flag} ${text} is no count from 1 to ${most}`);
}
