import { committingTo, nothingToConclude } from '../collect/commit-page.js';
import { type AcceptedItem, futureToleranceMs, judgeItems } from '../collect/judge-items.js';
import { byTimeAndId } from '../collect/judge-page.js';
import type { Chance, Clock } from '../contracts/clock.js';
import type { HeldLease } from '../contracts/leases.js';
import type { Scorer } from '../contracts/scorer.js';
import type { Sink } from '../contracts/sink.js';
import type { Source } from '../contracts/source.js';
import type { Store } from '../contracts/store.js';
import { notify } from '../delivery/outbox.js';
import type { PlacedPage } from '../identity/page.js';
import type { QuarantinedItem } from '../model/article.js';
import type { CollectionEvent } from '../model/collection-event.js';
import type { Ticker } from '../model/ticker.js';
import type { Redact } from '../security/redact.js';
import { Scoring } from '../sentiment/scoring.js';
import { toIso } from '../time/instant.js';
import { ulid } from '../time/ulid.js';
import { LeaseKeeper, type ProcessIdentity } from './lease-keeper.js';
import { runLease } from './settings.js';

export interface RequeueOptions {
  readonly store: Store;
  readonly sources: readonly Source[];
  /** An item that is about none of them stays where it is. */
  readonly tickers: readonly Ticker[];
  readonly clock: Clock;
  readonly chance: Chance;
  readonly identity: ProcessIdentity;
  /** Takes secrets out of what is stored. */
  readonly redact: Redact;
  /** Reads the headlines that no source states anything about. Default: none, they have no score. */
  readonly scorer?: Scorer | null;
  /** Told of what becomes a new story. */
  readonly sinks: readonly Pick<Sink, 'name'>[];
}

export interface Requeued {
  /** Items that were looked at. */
  readonly found: number;
  /** Items that left the quarantine. */
  readonly released: number;
  /** New stories among them. */
  readonly newStories: number;
  /** What people should know beside; without secrets. */
  readonly warnings: readonly string[];
  /** A run is at work on the store: nothing was done. */
  readonly heldBy: HeldLease | null;
}

/** An item that could be read, with what it was in the quarantine. */
interface Readable extends AcceptedItem {
  readonly kept: QuarantinedItem;
}

/**
 * Judges what is in quarantine once more, as after a fix of an adapter: what can be read now is stored and announced as any
 * other article, in the same step in which it leaves the quarantine. Leaves an event for each source of which something was
 * released. A source without `readItem` is passed over, and a run that is at work is no error: see `heldBy`.
 *
 * Rejects with the STORE_* of a store that fails, STORE_LEASE_LOST among them, and with whatever `readItem` throws: what was
 * released before stays so, the rest stays in the quarantine, and the same call can be made again.
 */
export async function requeue(options: RequeueOptions): Promise<Requeued> {
  const { store, clock, identity } = options;
  const lease = new LeaseKeeper(store.leases, clock, identity);
  const heldBy = await lease.take(runLease);
  if (heldBy !== null) return { found: 0, released: 0, newStories: 0, warnings: [], heldBy };
  try {
    const all: Omit<Requeued, 'heldBy'>[] = [];
    for (const source of options.sources) all.push(await requeueSource(source, options, lease));
    const sum = (count: 'found' | 'released' | 'newStories') => all.reduce((total, one) => total + one[count], 0);
    const warnings = all.flatMap((one) => one.warnings);
    return { found: sum('found'), released: sum('released'), newStories: sum('newStories'), warnings, heldBy: null };
  } finally {
    await lease.release();
  }
}

async function requeueSource(
  source: Source,
  options: RequeueOptions,
  lease: LeaseKeeper,
): Promise<Omit<Requeued, 'heldBy'>> {
  const { store, clock, chance, sinks, redact, scorer = null } = options;
  const { found, readable } = await readQuarantine(source, options);
  if (readable.length === 0) return { found, released: 0, newStories: 0, warnings: [] };
  const newId = () => ulid(clock.now(), chance);
  const [eventId, runId] = [newId(), newId()];
  const startedAt = clock.now();
  const scoring = new Scoring({ scorer, clock, articles: store.articles, signal: new AbortController().signal });
  const commit = committingTo({
    store,
    clock,
    score: (articles) => scoring.scorePage(articles),
    lease: () => lease.proof(),
    keep: (conclusion) => conclusion,
    onConcluded: () => {},
  });
  const articles = readable.map(({ article }) => article);
  articles.sort(byTimeAndId);
  const base = { eventId, runId, source: source.name, tickers: [...options.tickers], startedAt: toIso(startedAt) };
  const placed = await commit(
    { source: source.name, isFailover: false, articles, quarantine: [], released: readable.map(({ kept }) => kept) },
    (whole) => ({ ...nothingToConclude, event: eventOf(base, whole, articles.length) }),
    (part) =>
      notify(part, {
        ...base,
        newId,
        isFailover: false,
        collectionEventId: eventId,
        at: clock.now(),
        sinks: sinks.map(({ name }) => name),
        state: 'pending',
      }),
  );
  const warnings = scoring.warnings.map(redact);
  return { found, released: readable.length, newStories: placed.newStories.length, warnings };
}

async function readQuarantine(source: Source, { store, sources, clock, tickers, redact }: RequeueOptions) {
  const readable: Readable[] = [];
  const wanted = new Set(tickers);
  let found = 0;
  for await (const kept of store.reading.quarantine({ source: source.name })) {
    found += 1;
    if (source.readItem === undefined) continue;
    const item = source.readItem(JSON.parse(kept.raw) as unknown);
    const facts = {
      source: source.name,
      priority: sources.indexOf(source),
      futureToleranceMs,
      tickers: wanted,
      redact,
    };
    const context = { ...facts, now: clock.now(), isUnfiltered: false, asked: null };
    for (const accepted of judgeItems([item], context).accepted) readable.push({ ...accepted, kept });
  }
  return { found, readable };
}

function eventOf(
  base: Pick<CollectionEvent, 'eventId' | 'runId' | 'source' | 'tickers' | 'startedAt'>,
  { newStories, duplicates, collisions, revised }: PlacedPage,
  itemCount: number,
): CollectionEvent {
  return {
    ...base,
    durationMs: 0,
    outcome: 'ok',
    success: true,
    itemCount,
    newItemCount: newStories.length,
    duplicateCount: duplicates,
    collisionCount: collisions,
    revisedCount: revised,
    rejectedCount: 0,
    isFailover: false,
    attempts: 0,
    requests: 0,
  };
}
