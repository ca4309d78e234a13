import { type Chance, type Clock, type EpochMs, millisecondsBetween } from '../contracts/clock.js';
import type { Cursor, Source, SourcePage, Window } from '../contracts/source.js';
import { dispositionOf } from '../errors/codes.js';
import { IngestError } from '../errors/ingest-error.js';
import { SourceError } from '../errors/source-error.js';
import type { EventReader } from '../events.js';
import type { PageConclusion, PlacedPage } from '../identity/place-page.js';
import type { Article, QuarantinedItem } from '../model/article.js';
import type { CollectionEvent } from '../model/collection-event.js';
import type { CollectionOutcome } from '../model/outcome.js';
import type { Gap } from '../model/source-state.js';
import type { Ticker } from '../model/ticker.js';
import { retry } from '../resilience/retry.js';
import type { Redact } from '../security/redact.js';
import { type Deadline, startDeadline, untilAborted } from '../time/deadline.js';
import { toIso } from '../time/instant.js';
import { CollectionTally } from './collection-tally.js';
import { type CommitPage, nothingToConclude } from './commit-page.js';
import { type JudgedPage, judgeItems } from './judge-items.js';
import { toQuarantine } from './quarantine.js';

/** A page cap that no ordinary reading reaches; what is left is a gap. */
export const maxPages = 20;

export interface CollectionRequest {
  readonly runId: string;
  readonly source: Source;
  readonly tickers: readonly Ticker[];
  readonly reading: 'fresh' | 'range';
  readonly window: Window | null;
  readonly isFailover: boolean;
  readonly futureToleranceMs: number;
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
  /** Whether the store holds an article of the source and the tickers inside the window. */
  readonly holdsAny: (source: string, tickers: readonly Ticker[], window: Window) => Promise<boolean>;
  /** Told what a collection came to that the store or the replay broke off: its event is not stored. */
  readonly onBroken: (event: CollectionEvent) => void;
  /** What the collection leaves behind in the source's state. */
  readonly conclude: (ended: EndedCollection) => Pick<PageConclusion, 'state' | 'watermarks'>;
}

/** A collection that is about to be written down. */
export interface EndedCollection {
  readonly source: Source;
  readonly event: CollectionEvent;
  readonly reading: 'fresh' | 'range';
  readonly window: Window | null;
  /** The newest item in the source's own order; null when there was none. */
  readonly newestAt: EpochMs | null;
}

export interface CollectionResult {
  readonly event: CollectionEvent;
  readonly gaps: readonly Gap[];
  /** What ended it early; null when it was read to its end, or up to the page cap. */
  readonly error: IngestError | null;
  /** Whether the tickers have to go on to the next source. */
  readonly goesOn: boolean;
}

/** A whole page, judged and not yet stored. */
interface PageToStore {
  readonly articles: readonly Article[];
  readonly quarantine: readonly QuarantinedItem[];
}

const nothing: PageToStore = { articles: [], quarantine: [] };

/** Why a collection stopped reading, and what it read last. */
type Ending = { readonly last: PageToStore } & (
  | { readonly kind: 'complete' }
  | { readonly kind: 'page-cap'; readonly next: Cursor | null }
  | { readonly kind: 'error'; readonly error: IngestError; readonly next: Cursor | null }
);

/**
 * One attempt to get news for one batch of tickers from one source, page by page inside one deadline. Every whole page is
 * stored before the next is asked for; the collection's event goes with the last one.
 *
 * Rejects only with what ends the run: an error of the store, of the replay, or a bug. A failing source is a result.
 */
export async function collectBatch(
  request: CollectionRequest,
  services: CollectionServices,
  signal: AbortSignal,
): Promise<CollectionResult> {
  return new Collection(request, services).run(signal);
}

class Collection {
  private readonly request: CollectionRequest;
  private readonly services: CollectionServices;
  private readonly tally = new CollectionTally();
  private readonly tickers: ReadonlySet<Ticker>;
  private readonly unread: Window[] = [];
  private readonly startedAt: EpochMs;

  constructor(request: CollectionRequest, services: CollectionServices) {
    this.request = request;
    this.services = services;
    this.tickers = new Set(request.tickers);
    this.startedAt = services.clock.now();
  }

  async run(signal: AbortSignal): Promise<CollectionResult> {
    const { source, budgetMs } = this.request;
    const start = this.services.clock.elapsed();
    const deadline = startDeadline(
      this.services.clock,
      budgetMs,
      () => timeoutError(source, budgetMs, this.tally.wholePages),
      signal,
    );
    const elapsedMs = () => millisecondsBetween(start, this.services.clock.elapsed());
    try {
      const ending = await this.readPages(deadline);
      return await this.conclude(ending, elapsedMs());
    } catch (error) {
      if (IngestError.is(error))
        this.services.onBroken(this.tally.brokenEvent(this.facts('failed', elapsedMs(), error)));
      throw error;
    } finally {
      deadline.dispose();
    }
  }

  private async readPages(deadline: Deadline): Promise<Ending> {
    let cursor: Cursor | null = null;
    let last = nothing;
    for (let pages = 0; pages < maxPages; pages += 1) {
      await this.store(last);
      last = nothing;
      try {
        const page = await this.fetchPage(cursor, deadline);
        const judged = this.judge(page);
        last = judged.batch;
        if (judged.rubbish !== null) return { kind: 'error', last, error: judged.rubbish, next: cursor };
        if (judged.isLast) return { kind: 'complete', last };
        cursor = page.next;
      } catch (error) {
        if (!endsCollection(error)) throw error;
        return { kind: 'error', last, error, next: cursor };
      }
    }
    return { kind: 'page-cap', last, next: cursor };
  }

  private async fetchPage(cursor: Cursor | null, deadline: Deadline): Promise<SourcePage> {
    const { source, tickers, reading, window, runId } = this.request;
    const { clock, chance, onEvent } = this.services;
    this.tally.startPage();
    return retry(
      () => {
        deadline.signal.throwIfAborted();
        this.tally.countRequest();
        const context = { signal: deadline.signal, now: clock.now() };
        return untilAborted(deadline.signal, source.fetchPage({ tickers, reading, window, cursor }, context));
      },
      {
        clock,
        chance,
        deadline,
        onRetry: ({ code }, attempt, delayMs) =>
          onEvent({
            type: 'request:retried',
            runId,
            at: toIso(clock.now()),
            source: source.name,
            code,
            attempt,
            delayMs,
          }),
      },
    );
  }

  private judge(page: SourcePage): { batch: PageToStore; isLast: boolean; rubbish: SourceError | null } {
    const { source, runId } = this.request;
    const now = this.services.clock.now();
    const judged = judgeItems(page.items, {
      ...this.request,
      source: source.name,
      now,
      tickers: this.tickers,
      asked: page.asked,
    });
    this.tally.countPage(judged, now);
    const batch = {
      articles: judged.accepted.map(({ article }) => article).sort(byTimeAndId),
      quarantine: judged.malformed.map((item) => toQuarantine(item, source.name, runId, now)),
    };
    const isRubbish = page.items.length > 0 && judged.malformed.length === page.items.length;
    if (isRubbish) {
      const rubbish = rubbishError(source, judged.malformed[0]?.reason ?? '', page.items.length);
      return { batch, isLast: true, rubbish };
    }
    this.tally.wholePages += 1;
    if (page.unread !== undefined) this.unread.push(page.unread);
    return { batch, isLast: this.isLast(page, judged), rubbish: null };
  }

  private isLast(page: SourcePage, judged: JudgedPage): boolean {
    const bringsNewId = this.tally.remember(page.items);
    if (page.next === null) return true;
    if (this.request.source.capabilities.paging === 'windows') return false;
    const { window } = this.request;
    const { lastOrderedAt } = judged;
    const reachesBack = window !== null && lastOrderedAt !== null && lastOrderedAt < window.from;
    return reachesBack || !bringsNewId;
  }

  /** Stores a page that is not the last one. */
  private async store(batch: PageToStore): Promise<void> {
    if (batch.articles.length === 0 && batch.quarantine.length === 0) return;
    this.tally.countPlaced(await this.commit(batch, () => nothingToConclude));
  }

  private async commit(batch: PageToStore, conclude: (placed: PlacedPage) => PageConclusion): Promise<PlacedPage> {
    const { source, isFailover, runId } = this.request;
    const placed = await this.services.commitPage({ source: source.name, isFailover, ...batch }, conclude);
    if (batch.articles.length > 0 || batch.quarantine.length > 0) {
      this.services.onEvent({
        type: 'page:committed',
        runId,
        at: toIso(this.services.clock.now()),
        source: source.name,
        items: batch.articles.length,
        newStories: placed.newStories.map(({ storyKey }) => storyKey),
      });
    }
    return placed;
  }

  /** Stores the last page with the collection's event and what the collection means for the source. */
  private async conclude(ending: Ending, durationMs: number): Promise<CollectionResult> {
    const { runId } = this.request;
    const error = ending.kind === 'error' ? ending.error : null;
    const openedGaps = this.gapsOf(ending);
    const facts = this.facts(await this.outcomeOf(ending, openedGaps), durationMs, error);
    const newestAt = this.tally.newestAt;
    const placed = await this.commit(ending.last, (placedLast) => {
      const event = this.tally.event(facts, placedLast);
      const { state, watermarks } = this.services.conclude({ ...this.request, event, newestAt });
      return { event, state, watermarks, openedGaps, closedGapIds: [], notifications: [] };
    });
    const event = this.tally.event(facts, placed);
    this.services.onEvent({ type: 'collection:ended', runId, at: toIso(this.services.clock.now()), event });
    const goesOn = error !== null && (this.tally.wholePages === 0 || error.code !== 'TIMEOUT');
    return { event, gaps: openedGaps, error, goesOn };
  }

  private facts(outcome: CollectionOutcome, durationMs: number, error: IngestError | null) {
    const { source, tickers, isFailover, runId } = this.request;
    return {
      eventId: this.services.newId(),
      runId,
      source: source.name,
      tickers: [...tickers],
      startedAt: toIso(this.startedAt),
      durationMs: Math.round(durationMs),
      outcome,
      isFailover,
      ...(error === null ? {} : { errorCode: error.code, errorMessage: this.services.redact(inWords(error)) }),
    };
  }

  private async outcomeOf(ending: Ending, gaps: readonly Gap[]): Promise<CollectionOutcome> {
    if (ending.kind === 'error' && this.tally.wholePages === 0) return dispositionOf(ending.error.code).outcome;
    if (ending.kind !== 'complete' || gaps.length > 0) return 'partial';
    if (this.tally.received > 0) return 'ok';
    const { source, tickers, window } = this.request;
    const knowsBetter = window !== null && (await this.services.holdsAny(source.name, tickers, window));
    return knowsBetter ? 'suspicious' : 'empty';
  }

  private gapsOf(ending: Ending): readonly Gap[] {
    const gaps = this.unread.map((window) => this.gap(window.from, window.to, null));
    const isCutShort = ending.kind === 'page-cap' || (ending.kind === 'error' && this.tally.wholePages > 0);
    if (isCutShort) {
      const { window } = this.request;
      const readDownTo = this.tally.lastOrderedAt ?? window?.to ?? this.startedAt;
      const to = window === null ? readDownTo : Math.min(Math.max(readDownTo, window.from), window.to);
      gaps.push(this.gap(window?.from ?? null, to, ending.next));
    }
    return gaps;
  }

  private gap(from: EpochMs | null, to: EpochMs, cursor: Cursor | null): Gap {
    return {
      gapId: this.services.newId(),
      source: this.request.source.name,
      tickers: [...this.request.tickers],
      from: from === null ? null : toIso(from),
      to: toIso(to),
      cursor: cursor === null ? null : JSON.stringify(cursor),
      openedAt: toIso(this.startedAt),
      backfill: null,
    };
  }
}

/** Errors of the source, and the end of the run from outside, end a collection; all others end the run where they are. */
function endsCollection(error: unknown): error is IngestError {
  return SourceError.is(error) || (IngestError.is(error) && error.code === 'ABORTED');
}

function byTimeAndId(left: Article, right: Article): number {
  if (left.publishedAt !== right.publishedAt) return left.publishedAt - right.publishedAt;
  return compareText(left.sourceId ?? '', right.sourceId ?? '');
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function timeoutError({ name }: Source, budgetMs: number, wholePages: number): SourceError {
  const time = `${(budgetMs / 1000).toFixed(1)} s`;
  const message =
    wholePages === 0 ? `${name} gave no whole page within ${time}` : `${name} was not done within ${time}`;
  return new SourceError('TIMEOUT', message, { source: name });
}

function rubbishError(source: Source, reason: string, count: number): SourceError {
  return new SourceError(
    'MALFORMED_RESPONSE',
    `none of the ${count} items that ${source.name} sent can be read (${reason})`,
    {
      source: source.name,
      hint: 'look at them: ingest events --rejected',
    },
  );
}

/** What happened, and what to do about it. */
function inWords({ message, hint }: IngestError): string {
  return hint === undefined ? message : `${message}; ${hint}`;
}
