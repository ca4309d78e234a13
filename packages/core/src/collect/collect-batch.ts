import { type Chance, type Clock, type EpochMs, millisecondsBetween } from '../contracts/clock.js';
import type { Cursor, LimitReading, PageContext, Source, SourcePage, Window } from '../contracts/source.js';
import type { OutboxEntry } from '../contracts/store.js';
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
import type { SourceGuard } from '../resilience/source-guard.js';
import type { Redact } from '../security/redact.js';
import { type Deadline, startDeadline, untilAborted } from '../time/deadline.js';
import { DAY_MS, toIso } from '../time/instant.js';
import { CollectionTally } from './collection-tally.js';
import { type CommitPage, nothingToConclude } from './commit-page.js';
import { type JudgedPage, judgeItems } from './judge-items.js';
import { toQuarantine } from './quarantine.js';
import { RestOfReading } from './rest-of-reading.js';

/** A page cap that no ordinary reading reaches; what is left is a gap. */
export const maxPages = 20;

/** The part of its time that a collection spends on the overlap before it leaves the rest of it alone. */
const overlapTimeShare = 0.25;

export interface CollectionRequest {
  readonly runId: string;
  readonly source: Source;
  readonly tickers: readonly Ticker[];
  readonly reading: 'fresh' | 'range';
  readonly window: Window | null;
  readonly isFailover: boolean;
  readonly futureToleranceMs: number;
  /** The gap that is read, from its cursor on; null for a reading from the newest news on. */
  readonly fills: Gap | null;
  /** The back-fill that it is a part of; null for fresh reading. */
  readonly backfill: string | null;
  /** Up to where earlier readings read all of the tickers; null when one of them was never read, or for a range. */
  readonly readBefore: EpochMs | null;
  /** The part of each quota window that may be used up, 0 to 1. */
  readonly share: number;
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
  readonly guard: Pick<SourceGuard, 'admit' | 'spend' | 'limited' | 'correct'>;
  /** Whether the store holds an article of the source and the tickers inside the window. */
  readonly holdsAny: (source: string, tickers: readonly Ticker[], window: Window) => Promise<boolean>;
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
  /** Whether items came, and all of them were about other tickers or another time than was asked for. */
  readonly isOffRequest: boolean;
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
  private readonly eventId: string;
  private readonly rest: RestOfReading;

  constructor(request: CollectionRequest, services: CollectionServices) {
    this.request = request;
    this.services = services;
    this.tickers = new Set(request.tickers);
    this.startedAt = services.clock.now();
    this.eventId = services.newId();
    const facts = { ...request, source: request.source.name, startedAt: this.startedAt };
    this.rest = new RestOfReading(facts, services.newId);
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
    let cursor = firstCursor(this.request.fills);
    let last = nothing;
    const refusal = await this.services.guard.admit();
    if (refusal !== null) return { kind: 'error', last, error: refusal, next: null };
    for (let pages = 0; pages < maxPages; pages += 1) {
      await this.store(last, cursor);
      last = nothing;
      try {
        const page = await this.fetchPage(cursor, deadline);
        const judged = this.judge(page, deadline);
        last = judged.batch;
        if (judged.rubbish !== null) return { kind: 'error', last, error: judged.rubbish, next: cursor };
        if (judged.isLast) return { kind: 'complete', last };
        cursor = page.next;
      } catch (error) {
        if (!endsCollection(error)) throw error;
        if (isPassable(error) && this.hasReadAllNew()) return { kind: 'complete', last };
        return { kind: 'error', last, error, next: cursor };
      }
    }
    return this.hasReadAllNew() ? { kind: 'complete', last } : { kind: 'page-cap', last, next: cursor };
  }

  private async fetchPage(cursor: Cursor | null, deadline: Deadline): Promise<SourcePage> {
    const { source, tickers, reading, window, runId } = this.request;
    const { clock, chance, onEvent } = this.services;
    this.tally.startPage();
    return retry(
      () => this.exchange(deadline, (context) => source.fetchPage({ tickers, reading, window, cursor }, context)),
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

  /** One request, taken out of the quota before it is sent; what the reply says of limits is kept for all processes. */
  private async exchange<T>(deadline: Deadline, send: (context: PageContext) => Promise<T>): Promise<T> {
    const { guard, clock } = this.services;
    const readings: LimitReading[] = [];
    deadline.signal.throwIfAborted();
    await guard.spend(deadline, this.request.share);
    this.tally.countRequest();
    try {
      const context = {
        signal: deadline.signal,
        get now() {
          return clock.now();
        },
        onLimit: (reading: LimitReading) => void readings.push(reading),
      };
      return await untilAborted(deadline.signal, send(context));
    } catch (error) {
      if (SourceError.is(error) && error.code === 'RATE_LIMITED') await guard.limited(error);
      throw error;
    } finally {
      await guard.correct(readings);
    }
  }

  private judge(
    page: SourcePage,
    deadline: Deadline,
  ): { batch: PageToStore; isLast: boolean; rubbish: SourceError | null } {
    const { source, runId } = this.request;
    const now = this.services.clock.now();
    const judged = judgeItems(page.items, {
      ...this.request,
      source: source.name,
      now,
      tickers: this.tickers,
      asked: page.asked,
      redact: this.services.redact,
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
    return { batch, isLast: this.isLast(page, judged, deadline), rubbish: null };
  }

  private isLast(page: SourcePage, { reachesBackTo }: JudgedPage, deadline: Deadline): boolean {
    const bringsNewId = this.tally.remember(page.items);
    if (page.next === null) return true;
    if (this.request.source.capabilities.paging === 'windows') return false;
    const { window, budgetMs } = this.request;
    const reachesBack = window !== null && reachesBackTo !== null && reachesBackTo < window.from;
    // Behind the watermark there is nothing but what came late: worth a look, not worth the time that a gap may need.
    const isSlow = deadline.remainingMs() < budgetMs * (1 - overlapTimeShare);
    return reachesBack || !bringsNewId || (isSlow && this.hasReadAllNew());
  }

  /** Whether what is left to read was read before. */
  private hasReadAllNew(): boolean {
    return this.rest.isKnownBehind(this.tally.reachesBackTo);
  }

  /** Stores a page that is not the last one; of a back-fill also where the next one begins, so that a killed run goes on there. */
  private async store(batch: PageToStore, next: Cursor | null): Promise<void> {
    if (batch.articles.length === 0 && batch.quarantine.length === 0) return;
    const openedGaps = this.request.backfill === null ? [] : [this.restAfter(next)];
    this.tally.countPlaced(await this.commit(batch, () => ({ ...nothingToConclude, openedGaps })));
  }

  private async commit(batch: PageToStore, conclude: (placed: PlacedPage) => PageConclusion): Promise<PlacedPage> {
    const { source, isFailover, runId } = this.request;
    const notify = (stored: PlacedPage) => this.services.notify(stored, this.eventId);
    const placed = await this.services.commitPage({ source: source.name, isFailover, ...batch }, conclude, notify);
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
      const isFilled = ending.kind === 'complete' && (this.request.fills !== null || this.request.backfill !== null);
      const closedGapIds = isFilled ? [this.rest.gapId] : [];
      const gaps = {
        openedGaps: [...openedGaps, ...(this.tally.wholePages === 0 ? [] : this.rest.ofOthers())],
        closedGapIds,
      };
      return { ...nothingToConclude, event, state, watermarks, ...gaps };
    });
    const event = this.tally.event(facts, placed);
    this.services.onEvent({ type: 'collection:ended', runId, at: toIso(this.services.clock.now()), event });
    if (this.tally.rejectedInAll > 0)
      this.services.onEvent({
        type: 'items:rejected',
        runId,
        at: toIso(this.services.clock.now()),
        source: event.source,
        tickers: event.tickers,
        ...this.tally.rejected,
      });
    const isOffRequest = event.itemCount > 0 && this.tally.rejected.offRequest === event.itemCount;
    const goesOn = error !== null && (this.tally.wholePages === 0 || error.code !== 'TIMEOUT');
    return { event, gaps: openedGaps, error, goesOn, isOffRequest };
  }

  private facts(outcome: CollectionOutcome, durationMs: number, error: IngestError | null) {
    const { source, tickers, isFailover, runId } = this.request;
    return {
      eventId: this.eventId,
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
    const { source, tickers, window, fills } = this.request;
    // A gap may hold nothing: silence there is no sign of anything.
    if (fills !== null) return 'empty';
    const knowsBetter =
      window !== null && (await this.services.holdsAny(source.name, tickers, this.newsWindow(window)));
    return knowsBetter ? 'suspicious' : 'empty';
  }

  /** A list that is read by another time than that of publication holds news that was published well before its window. */
  private newsWindow({ from, to }: Window): Window {
    const isList = this.request.reading === 'fresh' && this.request.source.capabilities.paging === 'list';
    return isList ? { from: from - DAY_MS, to } : { from, to };
  }

  private gapsOf(ending: Ending): readonly Gap[] {
    const refused = this.rest.refused(this.unread);
    const isCutShort = ending.kind === 'page-cap' || (ending.kind === 'error' && this.tally.wholePages > 0);
    return isCutShort && !this.hasReadAllNew() ? [...refused, this.restAfter(ending.next)] : refused;
  }

  private restAfter(next: Cursor | null): Gap {
    return this.rest.after(next, this.tally.reachesBackTo);
  }
}

function firstCursor(fills: Gap | null): Cursor | null {
  return fills === null || fills.cursor === null ? null : (JSON.parse(fills.cursor) as Cursor);
}

/** Errors of the source, and the end of the run from outside, end a collection; all others end the run where they are. */
function endsCollection(error: unknown): error is IngestError {
  return SourceError.is(error) || (IngestError.is(error) && error.code === 'ABORTED');
}

/** Whether an error may be passed over when nothing new is left to read: not the end of the run, nor a refused key. */
function isPassable({ code }: IngestError): boolean {
  return code !== 'ABORTED' && dispositionOf(code).breaker !== 'opens';
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
