import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { IngestError, toError } from '@ingest/core';
import { invalidRecording } from './har/invalid.js';
import type { RecordingRules } from './locate.js';
import { emptyRecording, openRecording, type Recording } from './recording.js';

/**
 * Opens a recording, or a directory of them (`*.har`): a sequence of runs in the order of their times, whatever their names.
 * Recordings of runs that asked no source are left out. Rejects with REPLAY_INVALID and REPLAY_EMPTY like
 * {@link openRecording}.
 */
export async function openRecordings(
  path: string,
  rules: ReadonlyMap<string, RecordingRules>,
): Promise<readonly Recording[]> {
  if (!(await isDirectory(path))) return [await openRecording(path, rules)];
  const files = await listHarFiles(path);
  const recordings: Recording[] = [];
  const others = new Set<string>();
  for (const file of files) {
    const opened = await openUnlessEmpty(file, rules);
    if (opened.kind === 'recording') recordings.push(opened.recording);
    else for (const name of opened.others.split('; ')) if (name !== '') others.add(name);
  }
  if (recordings.length === 0) throw emptyRecording(path, rules, files.length === 0 ? ['no file *.har'] : [...others]);
  return recordings.sort((left, right) => left.startedAt - right.startedAt);
}

type Opened =
  | { readonly kind: 'recording'; readonly recording: Recording }
  | { readonly kind: 'empty'; readonly others: string };

async function openUnlessEmpty(path: string, rules: ReadonlyMap<string, RecordingRules>): Promise<Opened> {
  try {
    return { kind: 'recording', recording: await openRecording(path, rules) };
  } catch (error) {
    if (!IngestError.is(error) || error.code !== 'REPLAY_EMPTY') throw error;
    return { kind: 'empty', others: String(error.context.instead) };
  }
}

async function isDirectory(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    throw invalidRecording(path, toError(error).message, error);
  }
}

async function listHarFiles(directory: string): Promise<readonly string[]> {
  try {
    const files = await readdir(directory, { withFileTypes: true });
    return files
      .filter((file) => !file.isDirectory() && file.name.toLowerCase().endsWith('.har'))
      .map((file) => join(directory, file.name))
      .sort();
  } catch (error) {
    throw invalidRecording(directory, toError(error).message, error);
  }
}
