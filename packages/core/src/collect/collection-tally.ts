import type { EpochMs } from '../contracts/clock.js';
import type { SourceItem } from '../contracts/source.js';
import type { PlacedPage } from '../identity/page.js';
import type { CollectionEvent } from '../model/collection-event.js';
import { isSuccess } from '../model/outcome.js';
import { limits } from '../model/primitives.js';
import { nothingPlaced } from './commit-page.js';
import type { JudgedPage } from './judge-items.js';

type Counted =
  | 'itemCount'
  | 'newItemCount'
  | 'duplicateCount'
  | 'collisionCount'
  | 'revisedCount'
  | 'rejectedCount'
  | 'attempts'
  | 'requests'
  | 'success';

/** Counts what a collection saw. */
export class CollectionTally {
  received = 0;
  /** Items about other tickers, of a source that cannot be asked for any: not received. */
  passedOver = 0;
  /** The source said that nothing has changed. */
  isUnchanged = false;
  /** Pages that were read whole. */
  wholePages = 0;
  /** How far back the last page with a place reaches, in the source's own order. */
  reachesBackTo: EpochMs | null = null;
  newestAt: EpochMs | null = null;
  private requests = 0;
  private attemptsOfPage = 0;
  private mostAttempts = 0;
  /** Rejected items by their reason. */
  readonly rejected = { malformed: 0, future: 0, offRequest: 0 };
  private newStories = 0;
  private duplicates = 0;
  private revised = 0;
  private collisions = 0;
  private readonly ids = new Set<string>();

  startPage(): void {
    this.attemptsOfPage = 0;
  }

  countRequest(): void {
    this.requests += 1;
    this.attemptsOfPage += 1;
    this.mostAttempts = Math.max(this.mostAttempts, this.attemptsOfPage);
  }

  /** Remembers a page's items; true when one of them was not seen in this collection before. */
  remember(items: readonly SourceItem[]): boolean {
    const before = this.ids.size;
    for (const item of items) {
      if (item.kind === 'malformed') continue;
      const { sourceId, headline, publishedAt } = item.candidate;
      this.ids.add(sourceId ?? `${publishedAt} ${headline}`);
    }
    return this.ids.size > before;
  }

  countPage({ accepted, malformed, future, offRequest, passedOver, reachesBackTo }: JudgedPage, now: EpochMs): void {
    this.rejected.malformed += malformed.length;
    this.rejected.future += future;
    this.rejected.offRequest += offRequest;
    this.passedOver += passedOver;
    this.received += accepted.length + malformed.length + future + offRequest;
    this.reachesBackTo = reachesBackTo ?? this.reachesBackTo;
    for (const { orderedAt } of accepted) {
      if (orderedAt === null) continue;
      // A source's clock may run ahead of ours; how far it was read never passes our own.
      const reached = Math.min(orderedAt, now);
      if (this.newestAt === null || reached > this.newestAt) this.newestAt = reached;
    }
  }

  countPlaced(placed: PlacedPage): void {
    this.newStories += placed.newStories.length;
    this.duplicates += placed.duplicates;
    this.revised += placed.revised;
    this.collisions += placed.collisions;
  }

  get rejectedInAll(): number {
    const { malformed, future, offRequest } = this.rejected;
    return malformed + future + offRequest;
  }

  /** The event of the collection whose last page was placed as given. */
  event(facts: Omit<CollectionEvent, Counted>, last: PlacedPage): CollectionEvent {
    return {
      ...facts,
      ...(facts.errorMessage === undefined ? {} : { errorMessage: bounded(facts.errorMessage) }),
      success: isSuccess(facts.outcome),
      itemCount: this.received,
      newItemCount: this.newStories + last.newStories.length,
      duplicateCount: this.duplicates + last.duplicates,
      collisionCount: this.collisions + last.collisions,
      revisedCount: this.revised + last.revised,
      rejectedCount: this.rejectedInAll,
      attempts: this.mostAttempts,
      requests: this.requests,
    };
  }

  /** The event of a collection that was broken off: what is in no store was not received. */
  brokenEvent(facts: Omit<CollectionEvent, Counted>): CollectionEvent {
    const itemCount = this.newStories + this.duplicates + this.collisions + this.revised + this.rejectedInAll;
    return { ...this.event(facts, nothingPlaced), itemCount };
  }
}

/** Well-formed also where the cut parts a surrogate pair. */
function bounded(message: string): string {
  return message.slice(0, limits.errorMessage).toWellFormed();
}
