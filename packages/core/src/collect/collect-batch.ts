import { type EpochMs, millisecondsBetween } from '../contracts/clock.js';
import type { Json } from '../contracts/registers.js';
import type { Cursor, SourcePage, Window } from '../contracts/source.js';
import { IngestError } from '../errors/ingest-error.js';
import { SourceError } from '../errors/source-error.js';
import type { PageConclusion, PlacedPage } from '../identity/page.js';
import type { CollectionOutcome } from '../model/outcome.js';
import type { Gap } from '../model/source-state.js';
import type { Ticker } from '../model/ticker.js';
import { type Deadline, startDeadline } from '../time/deadline.js';
import { toIso } from '../time/instant.js';
import { askPage, overlapLeftMs, timeoutError } from './ask-page.js';
import { CollectionTally } from './collection-tally.js';
import type {
  CollectionRequest,
  CollectionResult,
  CollectionServices,
  Ending,
  PageToStore,
} from './collection-types.js';
import { nothingToConclude } from './commit-page.js';
import type { JudgedPage } from './judge-items.js';
import { judgePage } from './judge-page.js';
import { outcomeOf } from './outcome-of.js';
import { RestOfReading } from './rest-of-reading.js';

/** A page cap that no ordinary reading reaches; what is left is a gap. */
export const maxPages = 20;

const nothing: PageToStore = { articles: [], quarantine: [] };

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
  /** What the last page wants to be remembered; undefined: nothing new. */
  private toRemember: Json | undefined;
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
    let remembered = await this.recall();
    for (let pages = 0; pages < maxPages; pages += 1) {
      // What the store and a scorer take is not the source's time: it would be given up for what others are slow with.
      await deadline.pausing(() => this.store(last, cursor));
      last = nothing;
      try {
        const page = await this.askPage(cursor, remembered, deadline);
        remembered = null;
        const judged = this.judge(page, deadline);
        last = judged.batch;
        if (judged.rubbish !== null) return { kind: 'error', last, error: judged.rubbish, next: cursor };
        if (judged.isLast) return { kind: 'complete', last };
        cursor = page.next;
      } catch (error) {
        if (!endsCollection(error)) throw error;
        if (error.code !== 'ABORTED' && this.hasReadAllNew()) return { kind: 'complete', last, trouble: error };
        return { kind: 'error', last, error, next: cursor };
      }
    }
    return this.hasReadAllNew() ? { kind: 'complete', last } : { kind: 'page-cap', last, next: cursor };
  }

  private askPage(cursor: Cursor | null, remembered: Json, deadline: Deadline): Promise<SourcePage> {
    const { request, services, tally } = this;
    return askPage({ request, services, tally, cursor, remembered, deadline, isOverlap: this.hasReadAllNew() });
  }

  /** Old news is asked for as if for the first time. */
  private get remembers(): boolean {
    const { source, reading, fills } = this.request;
    return source.capabilities.remembers === true && reading === 'fresh' && fills === null;
  }

  private async recall(): Promise<Json> {
    return this.remembers ? this.services.memory.recall() : null;
  }

  /** After the commit, so that a process killed between the two asks again for what it has. What is too new yet comes again. */
  private async rememberAfter(ending: Ending): Promise<void> {
    if (this.toRemember === undefined || !this.remembers) return;
    if (ending.kind === 'complete' && this.tally.rejected.future === 0)
      await this.services.memory.keep(this.toRemember);
  }

  private judge(page: SourcePage, deadline: Deadline) {
    const now = this.services.clock.now();
    const context = { ...this.request, now, tickers: this.tickers, redact: this.services.redact };
    const { judged, batch, rubbish } = judgePage(page, context);
    this.tally.countPage(judged, now);
    if (rubbish !== null) return { batch, isLast: true, rubbish };
    this.tally.wholePages += 1;
    if (page.unread !== undefined) this.unread.push(page.unread);
    if (page.isUnchanged === true) this.tally.isUnchanged = true;
    this.toRemember = page.remember;
    return { batch, isLast: this.isLast(page, judged, deadline), rubbish };
  }

  private isLast(page: SourcePage, { reachesBackTo }: JudgedPage, deadline: Deadline): boolean {
    const bringsNewId = this.tally.remember(page.items);
    if (page.next === null) return true;
    if (this.request.source.capabilities.paging === 'windows') return false;
    const { window, budgetMs } = this.request;
    const reachesBack = window !== null && reachesBackTo !== null && reachesBackTo < window.from;
    // Behind the watermark there is nothing but what came late: worth a look, not worth the time that a gap may need.
    const isSlow = overlapLeftMs(deadline, budgetMs) < 0;
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
    const { request, tally } = this;
    const { holdsAny } = this.services;
    const outcome = await outcomeOf({ ending, gaps: openedGaps, tally, request, holdsAny });
    const facts = this.facts(outcome, durationMs, error);
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
    await this.rememberAfter(ending);
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
    const trouble = ending.kind === 'complete' ? (ending.trouble ?? null) : null;
    return { event, gaps: openedGaps, error, goesOn, trouble, isOffRequest };
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

/** What happened, and what to do about it. */
function inWords({ message, hint }: IngestError): string {
  if (hint === undefined) return message;
  return `${message}${message.endsWith('.') ? '' : ';'} ${hint}`;
}
