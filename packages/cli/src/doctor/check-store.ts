import { access, constants, statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { dispositionOf, IngestError, type Store } from '@ingest/core';
import { parseStoreUrl } from '@ingest/storage';
import { openStore } from '../compose.js';
import { type ChosenStore, storeName } from '../extensions/extensions.js';
import { count } from '../render/time.js';
import type { Finding } from './finding.js';

/** Less room than this and a store may be full within days. */
const scarceBytes = 500_000_000;

/** The store, open if it is there, and what there is to say of it. */
export async function checkStore(
  chosen: ChosenStore,
): Promise<{ readonly store: Store | null; readonly finding: Finding }> {
  try {
    const store = await openStore(chosen, false);
    const stories = count(await store.reading.countItems({}), 'story', 'stories');
    return { store, finding: await withRoom(chosen, `${store.location}, schema up to date, ${stories}`) };
  } catch (error) {
    if (!IngestError.is(error)) throw error;
    if (error.code === 'STORE_UNAVAILABLE' && (error.context.isAbsent === true || (await mayBeMade(chosen))))
      return {
        store: null,
        finding: await withRoom(chosen, `${storeName(chosen)}: not there yet, the first run makes it`),
      };
    // What it takes to make one from outside only the store knows.
    if (error.code === 'STORE_UNAVAILABLE' && typeof chosen !== 'string')
      return { store: null, finding: notThere(chosen.use, error) };
    return {
      store: null,
      finding: problem(`${error.code}: ${error.message}`, error.hint ?? dispositionOf(error.code).remedy),
    };
  }
}

async function withRoom(chosen: ChosenStore, text: string): Promise<Finding> {
  const free = await freeBytes(chosen);
  if (free === null) return { check: 'store', area: 'store', level: 'ok', text };
  const room = `${text}, ${(free / 1e9).toFixed(free < 10e9 ? 1 : 0)} GB free`;
  if (free >= scarceBytes) return { check: 'store', area: 'store', level: 'ok', text: room };
  return { check: 'store', area: 'store', level: 'warning', text: room, advice: 'make room on that disk' };
}

function notThere(use: string, { code, message }: IngestError): Finding {
  const advice = `if it is only not there yet, the first run makes it; else look at ${use}`;
  return { check: 'store', area: 'store', level: 'warning', text: `${code}: ${message}`, advice };
}

function problem(text: string, advice: string): Finding {
  return { check: 'store', area: 'store', level: 'problem', text, advice };
}

function directoryOf(chosen: ChosenStore): string | null {
  if (typeof chosen !== 'string') return null;
  const parsed = parseStoreUrl(chosen);
  return parsed.kind === 'sqlite' ? dirname(resolve(parsed.path)) : null;
}

async function freeBytes(chosen: ChosenStore): Promise<number | null> {
  const directory = directoryOf(chosen);
  if (directory === null) return null;
  try {
    const { bavail, bsize } = await statfs(directory);
    return bavail * bsize;
  } catch {
    return null;
  }
}

/** A file that is not there is no fault as long as it can be made. */
async function mayBeMade(chosen: ChosenStore): Promise<boolean> {
  const directory = directoryOf(chosen);
  if (directory === null) return false;
  return access(directory, constants.W_OK).then(
    () => true,
    () => false,
  );
}
