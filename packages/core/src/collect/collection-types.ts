import type { Chance, Clock, EpochMs } from '../contracts/clock.js';
import type { OutboxEntry } from '../contracts/outbox.js';
import type { Cursor, Source, Window } from '../contracts/source.js';
import type { IngestError } from '../errors/ingest-error.js';
import type { EventReader } from '../events.js';
import type { PageConclusion, PlacedPage } from '../identity/page.js';
import type { Article, QuarantinedItem } from '../model/article.js';
import type { CollectionEvent } from '../model/collection-event.js';
import type { Gap } from '../model/source-state.js';
import type { Ticker } from '../model/ticker.js';
import type { QuotaShare } from '../resilience/quota.js';
import type { SourceGuard } from '../resilience/source-guard.js';
import type { Redact } from '../security/redact.js';
import type { CommitPage } from './commit-page.js';
import type { SourceMemory } from './source-memory.js';

export interface CollectionRequest {
  readonly runId: string;
  readonly source: Source;
  /** The place of the source in the chain. */
  readonly priority: number;
  readonly tickers: readonly Ticker[];
  readonly reading: 'fresh' | 'range';
  readonly window: Window | null;
  readonly isReplay: boolean;
  readonly isFailover: boolean;
  readonly futureToleranceMs: number;
  /** The gap that is read, from its cursor on; null for a reading from the newest news on. */
  readonly fills: Gap | null;
  /** The back-fill that it is a part of; null for fresh reading. */
  readonly backfill: string | null;
  /** Up to where earlier readings read all of the tickers; null when one of them was never read, or for a range. */
  readonly readBefore: EpochMs | null;
  /** The part of each quota window that may be used up. */
  readonly share: QuotaShare;
  /** What is left of the source's time for its first whole page, and for all of its pages. */
  readonly budgetMs: number;
}

export interface CollectionServices {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly redact: Redact;
  readonly onEvent: EventReader;
  readonly newId: () => string;
  readonly commitPage: CommitPage;
  readonly guard: Pick<SourceGuard, 'admit' | 'spend' | 'limited' | 'correct' | 'isProbing'>;
  /** Whether the store holds an article of the source and the tickers inside the window. */
  readonly holdsAny: (source: string, tickers: readonly Ticker[], window: Window) => Promise<boolean>;
  /** What the source wants to be handed again. */
  readonly memory: SourceMemory;
  /** Told what a collection came to that the store or the replay broke off: its event is not stored. */
  readonly onBroken: (event: CollectionEvent) => void;
  /** What the collection leaves behind in the source's state. */
  readonly conclude: (ended: EndedCollection) => Pick<PageConclusion, 'state' | 'watermarks'>;
  /** What is to be announced of a commit. */
  readonly notify: (placed: PlacedPage, collectionEventId: string) => readonly OutboxEntry[];
}

/** A collection that is about to be written down. */
export interface EndedCollection {
  readonly source: Source;
  readonly event: CollectionEvent;
  readonly reading: 'fresh' | 'range';
  readonly window: Window | null;
  /** The newest item in the source's own order; null when there was none. */
  readonly newestAt: EpochMs | null;
  /** The gap that was read. */
  readonly fills: Gap | null;
}

export interface CollectionResult {
  readonly event: CollectionEvent;
  readonly gaps: readonly Gap[];
  /** What ended it early; null when it was read to its end, or up to the page cap. */
  readonly error: IngestError | null;
  /** Whether the tickers have to go on to the next source. */
  readonly goesOn: boolean;
  /** What the source refused behind the watermark, where a page was worth a look only: nothing is missing, but it is not well. */
  readonly trouble: IngestError | null;
  /** Whether items came, and all of them were about other tickers or another time than was asked for. */
  readonly isOffRequest: boolean;
}

/** A whole page, judged and not yet stored. */
export interface PageToStore {
  readonly articles: readonly Article[];
  readonly quarantine: readonly QuarantinedItem[];
}

/** Why a collection stopped reading, and what it read last. */
export type Ending = { readonly last: PageToStore } & (
  | { readonly kind: 'complete'; readonly trouble?: IngestError }
  | { readonly kind: 'page-cap'; readonly next: Cursor | null }
  | { readonly kind: 'error'; readonly error: IngestError; readonly next: Cursor | null }
);
