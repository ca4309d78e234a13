import {
  type Article,
  type ArticleStore,
  articleIdentity,
  type EpochMs,
  IngestError,
  identifyUnknown,
  type Known,
  type KnownArticle,
  type PageConclusion,
  type PageIdentities,
  type PagePlan,
  planPage,
  type QuarantinedItem,
  type StoryKey,
  type StoryRecord,
} from '@ingest/core';
import { fingerprintOf } from '../shared/fingerprint.js';
import { assertPage, textOf } from '../shared/page.js';
import type { KeptArticle, MemoryData } from './data.js';
import { assertLease } from './leases.js';
import { assertNewDeliveries, keepEntries } from './outbox.js';

/** `opened` gives the data, or throws when the store is closed. */
export function articleRoom(opened: () => MemoryData): ArticleStore {
  return {
    async commitPage({ lease, isFailover, at, articles, quarantine, released = [], conclude }) {
      assertPage(articles);
      const data = opened();
      if (lease !== null) assertLease(data, lease);
      const { known, identities } = lookUp(data, articles);
      const plan = planPage(articles, identities, known, at, isFailover);
      const conclusion = conclude(plan.placed);
      assertNewEvent(data, conclusion);
      assertNewDeliveries(data, conclusion.notifications);
      // Nothing below throws: either all of it happens or nothing.
      keepPlan(data, plan, at);
      releaseQuarantine(data, released);
      keepQuarantine(data, quarantine);
      keepConclusion(data, conclusion);
      return plan.placed;
    },
    async lookup(articles) {
      return lookUp(opened(), articles).known;
    },
    async holdsAny(source, tickers, { from, to }) {
      for (const article of opened().articles.values()) {
        const isInside = article.publishedAt >= from && article.publishedAt <= to;
        if (article.source === source && isInside && article.tickers.some((ticker) => tickers.includes(ticker)))
          return true;
      }
      return false;
    },
  };
}

function lookUp(data: MemoryData, articles: readonly Article[]): { known: Known; identities: PageIdentities } {
  const known = new Map<string, KnownArticle>();
  for (const article of articles) {
    const identity = articleIdentity(article);
    const kept = data.articles.get(identity);
    if (kept === undefined) continue;
    // The text of an article whose story was pruned is gone: whatever comes again is taken for what it was.
    const isPruned = data.stories.get(kept.storyKey) === null;
    known.set(identity, isPruned ? { storyKey: kept.storyKey, ...textOf(article) } : kept);
  }
  const identities = identifyUnknown(articles, known);
  const stories = new Map<StoryKey, StoryRecord | null>();
  for (const key of identities.storyKeys) {
    const story = data.keys.get(key);
    if (story !== undefined) stories.set(key, data.stories.get(story) ?? null);
  }
  return { known: { articles: known, stories }, identities };
}

function keepPlan(data: MemoryData, plan: PagePlan, at: EpochMs): void {
  for (const story of [...plan.newStories, ...plan.changedStories]) data.stories.set(story.storyKey, story);
  for (const { identity, article, dedupKey, storyKey, belongsTo } of plan.newArticles) {
    const { source, sourceId, headline, description, url, publishedAt, tickers } = article;
    const texts = { headline, description, url };
    const kept = { source, sourceId, ...texts, publishedAt, tickers, dedupKey, storyKey: belongsTo, firstSeenAt: at };
    data.articles.set(identity, kept);
    if (!data.keys.has(storyKey)) data.keys.set(storyKey, belongsTo);
    const carriers = data.carriers.get(belongsTo);
    if (carriers === undefined) data.carriers.set(belongsTo, [identity]);
    else carriers.push(identity);
  }
  const change = (identity: string, changes: Partial<KeptArticle>) => {
    const kept = data.articles.get(identity);
    if (kept !== undefined) data.articles.set(identity, { ...kept, ...changes });
  };
  for (const { identity, headline, description } of plan.revisedArticles) change(identity, { headline, description });
  for (const { identity, tickers } of plan.retickeredArticles) change(identity, { tickers });
}

function releaseQuarantine(data: MemoryData, items: readonly QuarantinedItem[]): void {
  const released = new Set(items.map(fingerprintOf));
  if (released.size > 0) data.quarantine = data.quarantine.filter((kept) => !released.has(fingerprintOf(kept)));
}

/** An item that an earlier run left here already is not kept again. */
function keepQuarantine(data: MemoryData, items: readonly QuarantinedItem[]): void {
  for (const item of items) {
    const fingerprint = fingerprintOf(item);
    const isKept = data.quarantine.some((kept) => kept.runId !== item.runId && fingerprintOf(kept) === fingerprint);
    if (!isKept) data.quarantine.push(item);
  }
}

function keepConclusion(
  data: MemoryData,
  { event, state, watermarks, openedGaps, closedGapIds, notifications }: PageConclusion,
): void {
  if (event !== null) {
    data.events.push(event);
    data.eventsEver += 1;
  }
  if (state !== null) data.states.set(state.source, state);
  for (const watermark of watermarks) data.watermarks.set(`${watermark.source}\u0000${watermark.ticker}`, watermark);
  for (const gapId of closedGapIds) data.gaps.delete(gapId);
  for (const gap of openedGaps) data.gaps.set(gap.gapId, gap);
  keepEntries(data, notifications);
}

function assertNewEvent(data: MemoryData, { event }: PageConclusion): void {
  if (event !== null && data.events.some(({ eventId }) => eventId === event.eventId))
    throw new IngestError('STORE_CONFLICT', `the event ${event.eventId} is stored already`);
}
