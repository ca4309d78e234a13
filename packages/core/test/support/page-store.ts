import {
  type CollectionEvent,
  type Gap,
  type HeldLease,
  IngestError,
  identifyUnknown,
  type Known,
  type KnownArticle,
  localRegisters,
  type PageCommit,
  type PlacedPage,
  planPage,
  type SourceState,
  type Store,
  type StoryKey,
  type StoryRecord,
  type Watermark,
} from '@ingest/core';

/** The least that a run needs of a store, with everything that was written to look at. */
export function pageStore() {
  const articles = new Map<string, KnownArticle>();
  const stories = new Map<StoryKey, StoryRecord | null>();
  const commits: PageCommit[] = [];
  const events: CollectionEvent[] = [];
  const states: SourceState[] = [];
  const watermarks: Watermark[] = [];
  const gaps: Gap[] = [];
  let lease: HeldLease | null = null;
  let leaseNumber = 0;
  let failure: Error | null = null;

  async function commitPage(commit: PageCommit): Promise<PlacedPage> {
    if (failure !== null) throw failure;
    if (commit.lease !== null && commit.lease.number !== lease?.number) throw lost();
    const known: Known = { articles, stories };
    const identities = identifyUnknown(commit.articles, articles);
    const plan = planPage(commit.articles, identities, known, commit.at, commit.isFailover);
    const conclusion = commit.conclude(plan.placed);
    commits.push(commit);
    for (const story of [...plan.newStories, ...plan.changedStories]) stories.set(story.storyKey, story);
    for (const { identity, article, belongsTo } of plan.newArticles)
      articles.set(identity, { ...article, storyKey: belongsTo });
    if (conclusion.event !== null) events.push(conclusion.event);
    if (conclusion.state !== null) states.push(conclusion.state);
    watermarks.push(...conclusion.watermarks);
    gaps.push(...conclusion.openedGaps);
    return plan.placed;
  }

  const lost = () => new IngestError('STORE_LEASE_LOST', 'the lease was taken over');
  const notUsed = () => {
    throw new TypeError('a run does not call this');
  };
  const store: Store = {
    capabilities: { maxArticlesPerCommit: 100 },
    location: 'test',
    open: async () => {},
    close: async () => {},
    articles: {
      commitPage,
      lookup: async () => ({ articles: new Map(articles), stories: new Map(stories) }),
      holdsAny: async (source) => [...stories.values()].some((story) => story?.sources.includes(source)),
    },
    state: {
      sources: async () => states.slice(-1),
      watermarks: async (source) => watermarks.filter((watermark) => watermark.source === source),
      gaps: async () => gaps,
    },
    registers: localRegisters(),
    outbox: {
      take: notUsed,
      settle: notUsed,
      list: notUsed,
      queues: notUsed,
      retry: notUsed,
      drop: notUsed,
    },
    leases: {
      async take(name, owner, term, evenFrom) {
        if (lease !== null && lease.number !== evenFrom && term.now < lease.until && term.now >= lease.from) {
          return { taken: false, heldBy: lease };
        }
        leaseNumber += 1;
        lease = { name, number: leaseNumber, ...owner, takenAt: term.now, from: term.from, until: term.until };
        return { taken: true, token: { name, number: leaseNumber } };
      },
      async renew(token, term) {
        if (lease?.number !== token.number) throw lost();
        lease = { ...lease, from: term.from, until: term.until };
      },
      async release(token) {
        if (lease?.number === token.number) lease = null;
      },
    },
    reading: {
      items: notUsed,
      countItems: notUsed,
      events: notUsed,
      quarantine: notUsed,
      countEventsEver: notUsed,
      stories: notUsed,
    },
    maintenance: { check: notUsed, backup: notUsed, prune: notUsed },
  };
  return {
    store,
    commits,
    events,
    states,
    watermarks,
    gaps,
    stories,
    get lease() {
      return lease;
    },
    set lease(held: HeldLease | null) {
      lease = held;
    },
    failWith(error: Error) {
      failure = error;
    },
  };
}
