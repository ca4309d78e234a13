import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { type CopyResult, copyStore, type ErrorReport, IngestError, type Store, systemClock } from '@ingest/core';
import { openStore } from '../compose.js';
import { loadSettings, type SettingFlags } from '../config/load.js';
import { copyProgressOn } from '../copy-progress.js';
import { exitCodes } from '../exit-codes.js';
import type { ChosenStore } from '../extensions/extensions.js';
import { createOutput, type Output, type OutputOptions } from '../output.js';
import { processIdentity } from '../process-identity.js';
import { copyLines } from '../render/copy-lines.js';
import { listenForSignals } from '../signals.js';
import { isLost, readWorkers } from '../worker/presence.js';
import { withStoreAt } from './with-store.js';

export interface CopyFlags extends Pick<SettingFlags, 'config'>, OutputOptions {}

/** `ingest db copy FROM TO`: everything that a store holds, as it is, to an empty one; goes on where it was broken off. */
export async function copy(from: string, to: string, flags: CopyFlags): Promise<number> {
  const output = createOutput(flags);
  const [source, target] = [await chosen(from, flags), await chosen(to, flags)];
  const signals = listenForSignals();
  try {
    const result = await withStoreAt(source, async (opened) => {
      await assertNoWorkers(opened);
      const made = await openStore(target, true);
      try {
        return await copied(opened, made, output, flags, signals.signal);
      } finally {
        await made.close();
      }
    });
    if (result.kind === 'stopped') return signals.exitCode ?? exitCodes.interrupted;
    return result.kind === 'copied' ? exitCodes.ok : exitCodes.store;
  } finally {
    signals.dispose();
  }
}

async function chosen(store: string, { config }: CopyFlags): Promise<ChosenStore> {
  const { settings } = await loadSettings({ ...(config !== undefined && { config }), store });
  if (settings.store !== 'memory:') return settings.store;
  throw new IngestError('CONFIG_INVALID', 'a memory store ends with the process that made it: it cannot be copied', {
    hint: 'name a file, such as sqlite:news.db, or a database, such as postgres://user@host/database',
  });
}

/** Shares of a run have leases of their own, so workers are asked for by name. */
async function assertNoWorkers({ registers, location }: Store): Promise<void> {
  const now = systemClock().now();
  const worker = (await readWorkers(registers)).find((one) => !isLost(one, now));
  if (worker === undefined) return;
  throw new IngestError('STORE_BUSY', `the store ${location} is worked on: the worker ${worker.name} is there`, {
    hint: 'both stores must rest while one is copied: end all workers, then give the same command again',
  });
}

async function copied(
  from: Store,
  to: Store,
  output: Output,
  { quiet = false, json = false }: CopyFlags,
  signal: AbortSignal,
): Promise<CopyResult> {
  const clock = systemClock();
  const progress = copyProgressOn(output, clock, !quiet);
  // What refuses the copy comes before the first word of how far it is.
  let isToBeTold = !json;
  const result = await copyStore({
    ...{ from, to, clock, signal },
    sourceId: idOf(from),
    identity: processIdentity(),
    onProgress: (far) => {
      if (isToBeTold)
        output.note(
          `${output.err.paint.dot} copying ${from.location} to ${to.location}: let both rest until it is done`,
        );
      isToBeTold = false;
      progress.read(far);
    },
  }).finally(() => progress.done());
  show(output, from, to, result);
  return result;
}

function show(output: Output, from: Store, to: Store, result: CopyResult): void {
  const stores = { from: from.location, to: to.location };
  const error = result.kind === 'different' ? different(stores, result.differences) : undefined;
  if (output.isJson) output.json({ ...stores, ...inNumbers(result), ...(error && { error }) });
  else for (const line of copyLines(stores, result, output.out)) output.data(line);
  if (error !== undefined) output.complain(error);
}

function inNumbers(result: CopyResult) {
  if (result.kind === 'stopped') return result;
  const { kind, isContinued, differences, from, to } = result;
  const digests = { from: from.digest, to: to.digest };
  return { kind, isContinued, differences, digests, counts: { from: from.counts, to: to.counts } };
}

function different({ from, to }: { readonly from: string; readonly to: string }, what: readonly string[]): ErrorReport {
  return {
    code: 'STORE_CORRUPT',
    message: `${to} is not what ${from} is: ${what.join(', ')} differ`,
    hint: `something wrote to one of them meanwhile, or one is damaged: use ${from}, run \`ingest db check\` on both, and copy to an empty store again`,
  };
}

/** The same for the same store, wherever the command is given: a file is known by its whole path. */
function idOf({ location }: Store): string {
  return createHash('sha256').update(wholePath(location)).digest('hex').slice(0, 16);
}

function wholePath(location: string): string {
  try {
    return realpathSync(location);
  } catch {
    return location;
  }
}
