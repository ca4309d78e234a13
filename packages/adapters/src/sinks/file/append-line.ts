import { access, constants, type FileHandle, open, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

const lineBreak = 0x0a;

/**
 * Appends a line to a file, made if it is not there, and resolves when it is on the disk. A line that was cut off before, by
 * a full disk or a power cut, stays a line of its own. Two processes may append at once.
 */
export async function appendLine(path: string, line: string): Promise<void> {
  await assertFile(path);
  const file = await open(path, 'a+');
  try {
    const { size } = await file.stat();
    const isCutOff = size > 0 && (await lastByte(file, size)) !== lineBreak;
    // One write, so that lines of two processes do not mix.
    await file.appendFile(`${isCutOff ? '\n' : ''}${line}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Resolves when {@link appendLine} could append, as far as can be told without doing it; makes nothing. */
export async function assertAppendable(path: string): Promise<void> {
  await assertFile(path);
  const isThere = await stat(path).then(
    () => true,
    () => false,
  );
  // A directory is entered and written to make the file, the file itself is written.
  if (isThere) await access(path, constants.R_OK | constants.W_OK);
  else await access(`${dirname(path)}/`, constants.W_OK | constants.X_OK);
}

/** Opening a pipe that nobody reads would never end. */
async function assertFile(path: string): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (found !== null && !found.isFile()) throw new Error('it is there and is no file');
}

async function lastByte(file: FileHandle, size: number): Promise<number | undefined> {
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer[0];
}
