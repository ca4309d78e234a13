import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Recorder } from '@ingest/adapters/exchange';
import { IngestError, toIso } from '@ingest/core';
import type { FetchFor } from '../compose.js';
import { type RecordingOptions, startRecording } from '../run/record.js';

/** Records each run into a file of its own, so that a directory is what happened, run by run. */
export interface RunRecorder {
  /** Of the run that is on; null between runs, and where nothing is recorded. */
  readonly current: Recorder | null;
  readonly fetchFor: FetchFor;
  /** Does the work of one run and records it. What becomes of the recording changes nothing of the run. */
  during<T>(work: () => Promise<T>): Promise<T>;
}

export interface RunRecorderOptions extends Omit<RecordingOptions, 'path'> {
  /** Where to; undefined: nowhere. */
  readonly directory: string | undefined;
  /** Told what became of a recording that is not whole. */
  readonly onTrouble: (message: string) => void;
}

/** Makes the directory. Rejects with CONFIG_INVALID when that cannot be. */
export async function recordRuns({ directory, onTrouble, ...options }: RunRecorderOptions): Promise<RunRecorder> {
  if (directory !== undefined) await makeDirectory(directory);
  let current: Recorder | null = null;
  return {
    get current() {
      return current;
    },
    fetchFor: (source) => (input, init) => (current?.fetchFor(source, fetch) ?? fetch)(input, init),
    async during(work) {
      if (directory === undefined) return work();
      const path = join(directory, `${toIso(options.clock.now()).replaceAll(':', '-')}.har`);
      try {
        current = await startRecording({ ...options, path });
      } catch (error) {
        onTrouble(`this run is not recorded: ${wordsOf(error)}`);
      }
      try {
        return await work();
      } finally {
        await current?.close().catch((error: unknown) => onTrouble(`${path} is not whole: ${wordsOf(error)}`));
        current = null;
      }
    },
  };
}

async function makeDirectory(path: string): Promise<void> {
  try {
    // Not with all that lies above it: below /proc that never ends.
    await mkdir(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST' && (await isDirectory(path))) return;
    throw new IngestError('CONFIG_INVALID', `--record: the directory ${path} cannot be made: ${wordsOf(error)}`, {
      hint: 'name a directory whose parent is there and may be written',
      cause: error,
    });
  }
}

async function isDirectory(path: string): Promise<boolean> {
  return (await stat(path)).isDirectory();
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
