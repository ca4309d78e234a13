import { constants } from 'node:fs';
import { access, open, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { IngestError } from '@ingest/core';
import { corrupt, judgeMarks } from './schema.js';

/** What stands at a path. `blank`: a file that SQLite would take for an empty database. */
export type FileState = 'missing' | 'blank' | 'store';

export interface Inspection {
  readonly state: FileState;
  readonly bytes: number;
  /** Whether both the file and its directory may be written. */
  readonly isWritable: boolean;
}

/**
 * Looks at a file without SQLite, which would create its log beside it: whoever is told that this is no store, or a newer
 * one, finds the file byte for byte as it was. What the log of a process that died holds is not seen here; see schema.ts.
 */
export async function inspectFile(path: string, location: string): Promise<Inspection> {
  const directory = dirname(path);
  const found = await statOrNull(path);
  if (found === null) {
    if ((await statOrNull(directory)) === null)
      throw unavailable(
        location,
        `the directory ${directory} does not exist`,
        'make the directory, or correct the path',
      );
    return { state: 'missing', bytes: 0, isWritable: await isWritable(directory) };
  }
  if (!found.isFile()) throw unavailable(location, 'it is not a file', 'name a file: a new name makes a new store');
  const { header, bytes, logBytes } = await readMarks(path, location);
  const state = judge(header, bytes, logBytes, location);
  return { state, bytes: bytes + logBytes, isWritable: (await isWritable(path)) && (await isWritable(directory)) };
}

/**
 * In this order, while another process may be closing the store: that writes the header before the end of the file, and takes
 * the log away last. So a file without its log is as long as a header says that was read before.
 */
async function readMarks(path: string, location: string) {
  const before = await readHeader(path, location);
  const logBytes = (await statOrNull(`${path}-wal`))?.size ?? 0;
  const bytes = (await statOrNull(path))?.size ?? 0;
  // Another process has begun to make it in between.
  const isBegun = before.length < headerBytes && bytes >= headerBytes;
  return { header: isBegun ? await readHeader(path, location) : before, bytes, logBytes };
}

const magic = 'SQLite format 3\u0000';
/** The header of the file, and the beginning of the first page of its list of tables. */
const headerBytes = 105;

/** See "The Database File Format", section 1.3, at sqlite.org. */
function judge(header: Buffer, bytes: number, logBytes: number, location: string): FileState {
  if (bytes === 0) return logBytes > 0 ? 'store' : 'blank';
  if (bytes < headerBytes || header.toString('latin1', 0, 16) !== magic) throw corrupt(location, 'is not a database');
  const isLeaf = header[100] === 0x0d;
  const hasTables = !isLeaf || header.readUInt16BE(103) > 0;
  judgeMarks({ application: header.readUInt32BE(68), version: header.readUInt32BE(60), hasTables }, location);
  const pageBytes = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16);
  const isCounted = header.readUInt32BE(24) === header.readUInt32BE(92);
  if (isCounted && logBytes === 0 && header.readUInt32BE(28) * pageBytes > bytes)
    throw corrupt(location, 'is cut off: its end is missing');
  return hasTables || logBytes > 0 ? 'store' : 'blank';
}

async function readHeader(path: string, location: string): Promise<Buffer> {
  try {
    const file = await open(path, 'r');
    try {
      const header = Buffer.alloc(headerBytes);
      const { bytesRead } = await file.read(header, 0, headerBytes, 0);
      return header.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (thrown) {
    throw unavailable(location, 'it cannot be read', 'give this user the right to read the file', thrown);
  }
}

async function statOrNull(path: string) {
  try {
    return await stat(path);
  } catch {
    return null;
  }
}

async function isWritable(path: string): Promise<boolean> {
  try {
    await access(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

export function unavailable(location: string, why: string, hint: string, cause?: unknown): IngestError {
  return new IngestError('STORE_UNAVAILABLE', `could not open the store ${location}: ${why}`, {
    hint,
    context: { location },
    cause,
  });
}
