import { closeSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { IngestError } from '@ingest/core';

const longestMs = 5000;
const pauseMs = 5;

/** Does the work while no other process, and no other store of this one, holds the lock. Rejects with STORE_BUSY after 5 s. */
export async function withLock(path, work) {
  await take(path);
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

async function take(path) {
  for (let waited = 0; !tryTake(path); waited += pauseMs) {
    if (waited >= longestMs)
      throw new IngestError('STORE_BUSY', `${path} is held by another process`, { hint: 'try again in a moment' });
    if (isLeftBehind(path)) stealFrom(path);
    await wait(pauseMs);
  }
}

function tryTake(path) {
  try {
    const file = openSync(path, 'wx');
    writeSync(file, String(process.pid));
    closeSync(file);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Whether the process that took the lock is gone. One that has not said its number yet is at work. */
function isLeftBehind(path) {
  try {
    const pid = Number(readFileSync(path, 'utf8'));
    if (pid > 0) process.kill(pid, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}

/** Of several that find it left behind one can rename it. */
function stealFrom(path) {
  const own = `${path}.${process.pid}`;
  try {
    renameSync(path, own);
    rmSync(own);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
}
