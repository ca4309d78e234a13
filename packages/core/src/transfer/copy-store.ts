import type { Clock } from '../contracts/clock.js';
import type { HeldLease } from '../contracts/leases.js';
import type { Store } from '../contracts/store.js';
import type { TransferCounts, TransferPart, TransferStore } from '../contracts/transfer.js';
import { type Digest, digestOf } from '../digest/digest.js';
import { IngestError } from '../errors/ingest-error.js';
import type { NewsItem } from '../model/news-item.js';
import { readRegister } from '../resilience/read-register.js';
import type { ProcessIdentity } from '../run/lease-keeper.js';
import { differentCounts, differentParts } from './compare-stores.js';
import { nothingCounted } from './count-page.js';
import { type CopyPlace, copyPrefix, firstPlace, isMoved, movedOf, placeAfter, readPlace } from './place.js';
import { ReadLock, WorkLock } from './work-lock.js';

export interface CopyOptions {
  /** Open; read, and kept from being worked on. */
  readonly from: Store;
  /** Open, and empty, or with an unfinished copy of the same source. */
  readonly to: Store;
  /** By which the source is known again when the copy goes on: the same for the same store, whatever it is called. */
  readonly sourceId: string;
  readonly clock: Clock;
  readonly identity: ProcessIdentity;
  /** How many rows are one step. Default: 500. */
  readonly pageSize?: number;
  /** Ends the copy behind the page that is being written. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: CopyProgress) => void;
}

/** Told after every page. */
export interface CopyProgress {
  /** Null: everything is written, and is being compared. */
  readonly part: TransferPart | null;
  /** Written by now, by this call and by earlier ones; pruned ones included. */
  readonly stories: number;
  readonly allStories: number;
}

/** What became of a copy. The same call goes on with one that was stopped. */
export type CopyResult =
  | ({ readonly kind: 'stopped' } & CopyProgress)
  | {
      /** `different`: the two were compared, and the target is not what the source is. */
      readonly kind: 'copied' | 'different';
      readonly from: CopiedStore;
      readonly to: CopiedStore;
      /** The names of counts and parts that differ, and `digest`. */
      readonly differences: readonly string[];
      /** Whether it went on where an earlier call had been ended. */
      readonly isContinued: boolean;
    };

/** One end of a copy. */
export interface CopiedStore {
  readonly digest: Digest;
  readonly counts: TransferCounts;
}

/**
 * Copies everything that a store holds into another one, as it is, and compares the two. How far it is stands in the target,
 * written in one step with every page: a copy that was killed goes on when it is called again.
 *
 * Rejects with CONFIG_INVALID, and nothing written, when one of the stores cannot be copied, both are one, or the target holds
 * anything else than an unfinished copy of this source; with STORE_BUSY when somebody works on one of them; with the STORE_* of a
 * store that fails, STORE_LEASE_LOST among them: what was written before stays, and the same call goes on.
 */
export async function copyStore(options: CopyOptions): Promise<CopyResult> {
  const { from, to, clock, identity } = options;
  const rooms = { from: transferOf(from), to: transferOf(to) };
  const [source, target] = [
    new ReadLock(from.leases, clock, identity),
    new WorkLock(to.leases, clock, identity),
  ] as const;
  assertFree(from, await source.take());
  try {
    const heldBy = await target.take();
    // Whatever the two are called: what was taken a moment ago can only be held by us in one and the same store.
    if (heldBy !== null && isSameProcess(heldBy, identity)) throw sameStore(from, to);
    assertFree(to, heldBy);
    try {
      return await new Copy(options, rooms, { source, target }).run();
    } finally {
      await target.release();
    }
  } finally {
    await source.release();
  }
}

class Copy {
  private readonly options: CopyOptions;
  private readonly rooms: { readonly from: TransferStore; readonly to: TransferStore };
  private readonly locks: { readonly source: ReadLock; readonly target: WorkLock };
  private readonly register: string;

  constructor(options: CopyOptions, rooms: Copy['rooms'], locks: Copy['locks']) {
    this.options = options;
    this.rooms = rooms;
    this.locks = locks;
    this.register = `${copyPrefix}${options.sourceId}`;
  }

  async run(): Promise<CopyResult> {
    const { from, to } = this.options;
    const source = await this.rooms.from.counts();
    const before = await this.begun(source);
    let place = before ?? firstPlace(from.location, { ...source });
    if (before === null) await to.registers.change(this.register, () => ({ after: place, result: null }));
    while (place.part !== null) {
      this.tell(place);
      if (this.isStopped) return this.stopped(place);
      place = await this.move(place, place.part);
    }
    this.tell(place);
    return this.compare(place, before !== null);
  }

  /** How far an earlier call came; null when there was none. Throws when the target is no place for this copy. */
  private async begun(source: TransferCounts): Promise<CopyPlace | null> {
    const { from, to } = this.options;
    const [unfinished] = await from.registers.list(copyPrefix);
    if (unfinished !== undefined) throw unfinishedSource(from, readPlace(unfinished.value));
    const written = await this.rooms.to.counts();
    const place = readPlace(await readRegister(to.registers, this.register));
    if (place === null) {
      const isEmpty = differentCounts(written, nothingCounted).length === 0;
      const registers = (await to.registers.list('')).filter((one) => isMoved(one) || one.name.startsWith(copyPrefix));
      if (!isEmpty || registers.length > 0) throw notEmpty(to);
      return null;
    }
    if (differentCounts(source, place.source).length > 0) throw changed(from, 'the source', to);
    if (differentCounts(written, place.written).length > 0) throw changed(to, 'the target', to);
    return place;
  }

  private async move(place: CopyPlace, part: TransferPart): Promise<CopyPlace> {
    const { pageSize = defaultPageSize } = this.options;
    await this.locks.source.proof();
    const { page, next } = await this.rooms.from.read(part, place.after, pageSize);
    const moved = movedOf(page);
    const after = placeAfter(place, moved, next);
    const step = { lease: await this.locks.target.proof(), register: this.register, before: place, after };
    if (await this.rooms.to.write(moved, step)) return after;
    throw new IngestError('STORE_CONFLICT', `another copy to ${this.options.to.location} is at work`, {
      hint: 'let it end, then give the same command again',
    });
  }

  /** Compares what was written with what is there, and lets go of the place in the target when all of it is right. */
  private async compare(place: CopyPlace, isContinued: boolean): Promise<CopyResult> {
    const { from, to } = this.options;
    try {
      const differentRows = await differentParts(this.rooms.from, this.rooms.to, () => this.pause());
      const source = { digest: await this.digestOf(from), counts: await this.rooms.from.counts() };
      const target = { digest: await this.digestOf(to), counts: await this.rooms.to.counts() };
      const differences = [
        ...new Set([
          ...differentCounts(source.counts, target.counts),
          ...differentRows,
          ...(source.digest.hash === target.digest.hash ? [] : ['digest']),
        ]),
      ];
      const kind = differences.length === 0 ? 'copied' : 'different';
      if (kind === 'copied') await to.registers.change(this.register, () => ({ after: null, result: null }));
      return { kind, from: source, to: target, differences, isContinued };
    } catch (thrown) {
      if (thrown === stop) return this.stopped(place);
      throw thrown;
    }
  }

  private digestOf({ reading }: Store): Promise<Digest> {
    return digestOf(this.watched(reading.stories()));
  }

  private async *watched(stories: AsyncIterable<NewsItem>): AsyncGenerator<NewsItem> {
    let read = 0;
    for await (const story of stories) {
      if (read % defaultPageSize === 0) await this.pause();
      read += 1;
      yield story;
    }
  }

  /** Keeps both stores, and ends the comparison when it is to end. */
  private async pause(): Promise<void> {
    if (this.isStopped) throw stop;
    await this.locks.source.proof();
    await this.locks.target.proof();
  }

  private get isStopped(): boolean {
    return this.options.signal?.aborted === true;
  }

  private tell(place: CopyPlace): void {
    this.options.onProgress?.(progressOf(place));
  }

  private stopped(place: CopyPlace): CopyResult {
    return { kind: 'stopped', ...progressOf(place) };
  }
}

const defaultPageSize = 500;
const stop = Symbol('stop');

function progressOf({ part, written, source }: CopyPlace): CopyProgress {
  return {
    part,
    stories: written.stories + written.prunedStories,
    allStories: source.stories + source.prunedStories,
  };
}

function transferOf({ transfer, location }: Store): TransferStore {
  if (transfer !== undefined) return transfer;
  throw new IngestError('CONFIG_INVALID', `the store ${location} cannot be copied: it has no room \`transfer\``, {
    hint: 'update the package of that store, or ask whoever made it: see TransferStore of @ingest/core',
  });
}

function assertFree({ location }: Store, heldBy: HeldLease | null): void {
  if (heldBy === null) return;
  throw new IngestError('STORE_BUSY', `the store ${location} is worked on: ${heldBy.holder} holds it`, {
    hint: 'both stores must rest while one is copied: end what works on it, then give the same command again',
  });
}

function isSameProcess(heldBy: HeldLease, { owner }: ProcessIdentity): boolean {
  return heldBy.bootId === owner.bootId && heldBy.pid === owner.pid && heldBy.processStart === owner.processStart;
}

function sameStore(from: Store, to: Store): IngestError {
  return new IngestError('CONFIG_INVALID', `${from.location} and ${to.location} are one store`, {
    hint: 'name another store to copy to: one that is not there yet is made',
  });
}

function notEmpty({ location }: Store): IngestError {
  return new IngestError('CONFIG_INVALID', `the store ${location} is not empty: nothing is copied to it`, {
    hint: 'name one that is not there yet, or an empty one; a copy that was broken off goes on from the same source only',
  });
}

function unfinishedSource({ location }: Store, place: CopyPlace | null): IngestError {
  const of = place === null ? 'another store' : place.from;
  return new IngestError('CONFIG_INVALID', `the store ${location} is itself an unfinished copy of ${of}`, {
    hint: 'finish that copy first, with the command that began it',
  });
}

function changed({ location }: Store, which: string, to: Store): IngestError {
  return new IngestError('CONFIG_INVALID', `${which} ${location} was written to since the copy was broken off`, {
    hint: `the copy can only begin anew: remove ${to.location}, or name another store to copy to`,
  });
}
