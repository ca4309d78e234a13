import {
  type Article,
  articleIdentity,
  type CollectionEvent,
  fromIso,
  type Gap,
  type HeldLease,
  type Incident,
  IngestError,
  type Json,
  localIncidents,
  localRegisters,
  type NewsItem,
  type PageCommit,
  type PageConclusion,
  type PlacedPage,
  type SourceState,
  type Store,
  toIso,
  type Watermark,
} from '@ingest/core';
import { PlacingStore } from './placing.js';
import { smallOutbox } from './small-outbox.js';

/** The least that a run needs of a store, with everything that was written to look at. */
export function pageStore() {
  const placing = new PlacingStore();
  const articles = new Map<string, Article>();
  const commits: PageCommit[] = [];
  const events: CollectionEvent[] = [];
  const states = new Map<string, SourceState>();
  const watermarks = new Map<string, Watermark>();
  const gaps = new Map<string, Gap>();
  const registers = new Map<string, Json>();
  const leases = new Map<string, HeldLease>();
  const outbox = smallOutbox();
  const incidents = new Map<string, Incident>();
  let leaseNumber = 0;
  let failure: Error | null = null;

  async function commitPage(commit: PageCommit): Promise<PlacedPage> {
    if (failure !== null) throw failure;
    const { lease } = commit;
    if (lease !== null && leases.get(lease.name)?.number !== lease.number) throw lost();
    const { placed } = placing.commit(commit.articles, commit.at, commit);
    commits.push(commit);
    for (const article of commit.articles) {
      const identity = articleIdentity(article);
      articles.set(identity, { ...article, tickers: placing.articles.get(identity)?.tickers ?? [] });
    }
    keep(commit.conclude(placed));
    return placed;
  }

  function keep({ event, state, openedGaps, closedGapIds, notifications, ...conclusion }: PageConclusion): void {
    if (event !== null) events.push(event);
    if (state !== null) states.set(`${state.source} ${state.keyId}`, state);
    for (const watermark of conclusion.watermarks) watermarks.set(`${watermark.source} ${watermark.ticker}`, watermark);
    for (const gapId of closedGapIds) gaps.delete(gapId);
    for (const gap of openedGaps) gaps.set(gap.gapId, gap);
    void outbox.outbox.add(notifications);
  }

  const lost = () => new IngestError('STORE_LEASE_LOST', 'the lease was taken over');
  const openGaps = () =>
    [...gaps.values()].sort((left, right) => (`${left.to} ${left.gapId}` < `${right.to} ${right.gapId}` ? 1 : -1));
  const notUsed = () => {
    throw new TypeError('a run does not call this');
  };
  const store: Store = {
    capabilities: { maxArticlesPerCommit: 100, backsUpToFile: false },
    location: 'test',
    open: async () => {},
    close: async () => {},
    articles: {
      commitPage,
      addScores: notUsed,
      lookup: async () => ({
        articles: new Map(placing.articles),
        stories: new Map(placing.stories),
        joins: new Map(),
      }),
      holdsAny: async (source, tickers, { from, to }) =>
        [...articles.values()].some(
          (article) =>
            article.source === source &&
            article.publishedAt >= from &&
            article.publishedAt <= to &&
            article.tickers.some((ticker) => tickers.includes(ticker)),
        ),
    },
    state: {
      sources: async () => [...states.values()].sort((left, right) => (left.source < right.source ? -1 : 1)),
      watermarks: async (source) => [...watermarks.values()].filter((watermark) => watermark.source === source),
      gaps: async (source) => openGaps().filter((gap) => source === undefined || gap.source === source),
    },
    registers: localRegisters(registers),
    outbox: outbox.outbox,
    incidents: localIncidents({ incidents, send: (notifications) => outbox.outbox.add(notifications) }),
    leases: {
      async take(name, owner, term, evenFrom) {
        const held = leases.get(name);
        if (held !== undefined && held.number !== evenFrom && term.now < held.until && term.now >= held.from) {
          return { taken: false, heldBy: held };
        }
        leaseNumber += 1;
        leases.set(name, {
          name,
          number: leaseNumber,
          ...owner,
          takenAt: term.now,
          from: term.from,
          until: term.until,
        });
        return { taken: true, token: { name, number: leaseNumber } };
      },
      async renew({ name, number }, { from, until }) {
        const held = leases.get(name);
        if (held?.number !== number) throw lost();
        leases.set(name, { ...held, from, until });
      },
      async release({ name, number }) {
        if (leases.get(name)?.number === number) leases.delete(name);
      },
    },
    reading: {
      // A run looks at their times and at nothing else.
      items: async function* () {
        for (const story of placing.stories.values())
          if (story !== null) yield { publishedAt: toIso(story.publishedAt) } as NewsItem;
      },
      countItems: notUsed,
      events: notUsed,
      quarantine: notUsed,
      countEventsEver: notUsed,
      countNewStories: async (from, to) =>
        events
          .filter(({ startedAt }) => fromIso(startedAt) >= from && fromIso(startedAt) < to)
          .reduce((sum, { newItemCount }) => sum + newItemCount, 0),
      stories: notUsed,
      find: notUsed,
      histories: notUsed,
      anchors: notUsed,
      collisions: notUsed,
    },
    maintenance: { check: notUsed, backup: notUsed, prune: notUsed },
  };
  return {
    store,
    commits,
    events,
    stories: placing.stories,
    /** By name. */
    registers,
    /** Every delivery that was committed. */
    deliveries: outbox.rows,
    /** The latest of each source and key, in the order in which they came. */
    get states(): readonly SourceState[] {
      return [...states.values()];
    },
    /** The latest of each source and ticker. */
    get watermarks(): readonly Watermark[] {
      return [...watermarks.values()];
    },
    /** Those that are open, the newest stretch first. */
    get gaps(): readonly Gap[] {
      return openGaps();
    },
    /** By id. */
    incidents,
    /** The lease `run`. */
    get lease(): HeldLease | null {
      return leases.get('run') ?? null;
    },
    set lease(held: HeldLease | null) {
      if (held === null) leases.delete('run');
      else leases.set('run', held);
    },
    failWith(error: Error) {
      failure = error;
    },
  };
}
