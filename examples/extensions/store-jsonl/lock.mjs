import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { IngestError } from '@ingest/core';

const longestMs = 5000;
const pauseMs = 5;
let holds = 0;

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
    removeIfLeftBehind(path);
    await wait(pauseMs);
  }
}

/** A lock says from its first moment on who holds it, and no two holds say the same. */
function tryTake(path) {
  holds += 1;
  const own = `${path}.${process.pid}`;
  writeFileSync(own, `${process.pid}-${Date.now()}-${holds}`);
  try {
    linkSync(own, path);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(own, { force: true });
  }
}

/**
 * Looking and removing are two steps, and between them the lock may pass to somebody who is at work. So the right to remove the
 * lock of one hold is a lock itself: as long as one has it, nobody else removes that hold, and its own process is gone.
 */
function removeIfLeftBehind(path) {
  const holder = read(path);
  if (holder === null || lives(holder)) return;
  const right = `${path}.of-${holder}`;
  if (!tryTake(right)) {
    removeIfLeftBehind(right);
    return;
  }
  try {
    if (read(path) === holder) rmSync(path);
  } finally {
    rmSync(right, { force: true });
  }
}

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    throw error;
  }
}

/** Nobody holds a lock that does not say who: it lost its text in a power cut. */
function lives(holder) {
  const pid = Number.parseInt(holder, 10);
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code !== 'ESRCH';
  }
}
