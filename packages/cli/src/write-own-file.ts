import { writeFileSync } from 'node:fs';
import { IngestError } from '@ingest/core';

/** Writes a file for the user. One that cannot be written is CONFIG_INVALID. */
export function writeOwnFile(path: string, text: string, mode: number): void {
  try {
    writeFileSync(path, text, { mode });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new IngestError('CONFIG_INVALID', `${path} cannot be written (${code})`, {
      hint: 'run it in a directory that you may write to',
    });
  }
}
