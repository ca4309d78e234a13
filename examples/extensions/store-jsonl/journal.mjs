import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readSync,
  writeSync,
} from 'node:fs';
import { IngestError } from '@ingest/core';

/** The first line of every journal. A file with another first line is not ours, and is not touched. */
const header = JSON.stringify({ format: 'ingest-jsonl', version: 1 });

/** A file of one JSON value a line that only grows. Reading and writing take turns: whoever writes holds the lock. */
export function createJournal(path) {
  /** How much of the file was read, in bytes: always up to the end of a line. */
  let readUpTo = 0;

  return {
    exists: () => existsSync(path),

    /** Makes the file if it is not there yet, and looks whether it is a journal. */
    begin() {
      if (!existsSync(path)) append(path, 0, header);
      const [first] = linesFrom(path, 0).lines;
      if (first !== header)
        throw new IngestError('STORE_SCHEMA', `${path} is no journal of version 1`, {
          hint: 'name another file, or take the program that wrote it',
        });
      readUpTo = Buffer.byteLength(`${header}\n`);
    },

    /** The steps that were written since the last call. A line without an end was cut off by a crash: it never happened. */
    readNew() {
      const { lines, end } = linesFrom(path, readUpTo);
      readUpTo = end;
      return lines.map((line) => JSON.parse(line));
    },

    /** Writes a step, whole and on the disk, in the place of a line that was cut off. Everything before it has been read. */
    write(step) {
      readUpTo = append(path, readUpTo, JSON.stringify(step));
    },

    /** Begins again at the first step. */
    rewind() {
      readUpTo = Buffer.byteLength(`${header}\n`);
    },

    copyTo: (target) => copyFileSync(path, target, constants.COPYFILE_EXCL),
  };
}

function append(path, end, line) {
  const bytes = Buffer.from(`${line}\n`);
  const file = openSync(path, existsSync(path) ? 'r+' : 'wx');
  try {
    ftruncateSync(file, end);
    writeSync(file, bytes, 0, bytes.length, end);
    fsyncSync(file);
    return end + bytes.length;
  } finally {
    closeSync(file);
  }
}

function linesFrom(path, start) {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(Math.max(0, fstatSync(file).size - start));
    const text = bytes.subarray(0, readSync(file, bytes, 0, bytes.length, start));
    const end = text.lastIndexOf('\n') + 1;
    const lines = text.subarray(0, end).toString().split('\n').slice(0, -1);
    return { lines, end: start + end };
  } finally {
    closeSync(file);
  }
}
