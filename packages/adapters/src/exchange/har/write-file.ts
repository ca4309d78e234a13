import { access, type FileHandle, open, rename } from 'node:fs/promises';
import { IngestError, toError } from '@ingest/core';
import type { HarEntry, RecordedCollection, RecordingMeta } from './entry.js';

export interface HarFile {
  /** Writes an entry behind the others. Resolves when it is written, or known not to be: then `close` tells. */
  append(entry: HarEntry): Promise<void>;
  /** Adds what the collections read, and puts the file in its place. Rejects with CONFIG_INVALID when a part of it could not be written. */
  close(collections: readonly RecordedCollection[]): Promise<void>;
}

/** What a recording is called while it is written. */
export const partSuffix = '.part';

const tail = '\n]}}\n';

/**
 * A HAR that is written entry by entry under a name of its own (`day.har.part`) and gets its real name when it is closed.
 * It ends in a whole document after each entry, so that what a killed process leaves behind can be replayed as it is, but is
 * never taken for a whole run. Neither file is ever overwritten: rejects with CONFIG_INVALID when there is one.
 */
export async function createHarFile(path: string, meta: RecordingMeta): Promise<HarFile> {
  if (await exists(path)) throw occupied(path);
  const part = `${path}${partSuffix}`;
  const file = await openNew(part);
  let position = 0;
  let failure: unknown;
  let isFirst = true;
  let writing = Promise.resolve();

  function write(text: string, end = tail): Promise<void> {
    writing = writing.then(async () => {
      if (failure !== undefined) return;
      try {
        const bytes = Buffer.from(text + end);
        await writeAll(file, bytes, position);
        // The next entry goes over the end.
        position += bytes.length - Buffer.byteLength(end);
      } catch (error) {
        failure = error;
      }
    });
    return writing;
  }

  await write(headOf(meta));
  return {
    append(entry) {
      const separator = isFirst ? '' : ',\n';
      isFirst = false;
      return write(separator + JSON.stringify(entry));
    },
    async close(collections) {
      await write('', `\n],"_collections":${JSON.stringify(collections)}}}\n`);
      await file.close();
      if (failure !== undefined) throw unwritable(part, failure);
      await rename(part, path).catch((error: unknown) => {
        throw unwritable(path, error);
      });
    },
  };
}

function headOf(meta: RecordingMeta): string {
  const creator = { name: '@ingest/adapters', version: String(meta.version) };
  const members = { version: '1.2', creator, _ingest: meta };
  return `{"log":${JSON.stringify(members).slice(0, -1)},"entries":[\n`;
}

async function writeAll(file: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function openNew(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'wx');
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'EEXIST' ? occupied(path) : unwritable(path, error);
  }
}

function occupied(path: string): IngestError {
  return new IngestError('CONFIG_INVALID', `cannot record to ${path}: there is a file of that name`, {
    hint: path.endsWith(partSuffix)
      ? 'a recording goes on, or was killed and left it: replay it, rename it or delete it'
      : 'record to another file, or delete this one first',
    context: { path },
  });
}

function unwritable(path: string, cause: unknown): IngestError {
  return new IngestError('CONFIG_INVALID', `cannot write the recording ${path}: ${toError(cause).message}`, {
    hint: 'check that its directory exists, can be written and has room',
    context: { path },
    cause,
  });
}
