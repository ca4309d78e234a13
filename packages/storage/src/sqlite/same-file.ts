import { statSync } from 'node:fs';
import { IngestError } from '@ingest/core';

/** Which file a path names: another one under the same name has other numbers. */
interface FileMark {
  readonly dev: number;
  readonly ino: number;
}

/** Looks whether the file that was opened is still the one that the path names. */
export interface SameFile {
  /** STORE_UNAVAILABLE when it was removed or replaced: what is written to it now, nobody ever reads. */
  assert(): void;
}

/** Remembers the file at a path. */
export function sameFile(path: string, location: string): SameFile {
  const opened = markOf(path);
  return {
    assert() {
      const now = markOf(path);
      if (now !== null && opened !== null && now.dev === opened.dev && now.ino === opened.ino) return;
      const what = now === null ? 'removed' : 'replaced by another one';
      throw new IngestError('STORE_UNAVAILABLE', `the file of the store ${location} was ${what} while it was open`, {
        hint: 'end this process and start it again; a backup is put back while none is running',
        context: { location },
      });
    },
  };
}

function markOf(path: string): FileMark | null {
  return statSync(path, { throwIfNoEntry: false }) ?? null;
}
