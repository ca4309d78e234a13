import {
  type Article,
  type ArticleStore,
  articleIdentity,
  compareText,
  dayNumber,
  type EpochMs,
  IngestError,
  identifyUnknown,
  type Join,
  joinOf,
  type Known,
  type KnownArticle,
  lookupPlaces,
  type PageConclusion,
  type PageIdentities,
  type PagePlan,
  planPage,
  type QuarantinedItem,
  type SourceState,
  type StoryKey,
  type StoryRecord,
} from '@ingest/core';
import { fingerprintOf } from '../shared/fingerprint.js';
import { assertPage, textOf } from '../shared/page.js';
import { anchorsAt } from './anchors.js';
import type { KeptArticle, MemoryData } from './data.js';
import { assertLease } from './leases.js';
import { assertNewDeliveries, keepEntries } from './outbox.js';
import { addScores, keepScore } from './scores.js';

/** `opened` gives the data, or throws when the store is closed. */
export function articleRoom(opened: () => MemoryData): ArticleStore {
  return {
    async commitPage(commit) {
      const { lease, at, articles, quarantine, released = [], conclude } = commit;
      assertPage(articles);
      const data = opened();
      if (lease !== null) assertLease(data, lease);
      const { known, identities } = lookUp(data, articles);
      const plan = planPage(commit, identities, known);
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
    async addScores(scores) {
      return addScores(opened(), scores);
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
    const textSeenAt = kept.earlier.at(-1)?.replacedAt ?? kept.firstSeenAt;
    known.set(identity, isPruned ? { storyKey: kept.storyKey, ...textOf(article) } : { ...kept, textSeenAt });
  }
  const identities = identifyUnknown(articles, known);
  const stories = new Map<StoryKey, StoryRecord | null>();
  for (const key of identities.storyKeys) {
    const story = data.keys.get(key);
    if (story !== undefined) stories.set(key, data.stories.get(story) ?? null);
  }
  const joins = new Map<StoryKey, Join>();
  for (const { storyKey, prepared } of identities.unknown) {
    const join = data.keys.has(storyKey) ? null : joinOf(prepared, anchorsAt(data, lookupPlaces(prepared)));
    if (join === null) continue;
    joins.set(storyKey, join);
    stories.set(join.storyKey, data.stories.get(join.storyKey) ?? null);
  }
  return { known: { articles: known, stories, joins }, identities };
}

function keepPlan(data: MemoryData, plan: PagePlan, at: EpochMs): void {
  for (const story of [...plan.newStories, ...plan.changedStories]) data.stories.set(story.storyKey, story);
  for (const { identity, article, dedupKey, storyKey, belongsTo, joinedBy, prepared } of plan.newArticles) {
    const facts = { dedupKey, storyKey: belongsTo, joinedBy, firstSeenAt: at, earlier: [], addedTickers: [] };
    data.articles.set(identity, { ...article, ...facts });
    if (joinedBy === null) data.anchors.set(belongsTo, { storyKey: belongsTo, prepared });
    if (!data.keys.has(storyKey)) {
      data.keys.set(storyKey, belongsTo);
      data.keyDays.set(storyKey, dayNumber(article.publishedAt));
    }
    const carriers = data.carriers.get(belongsTo);
    if (carriers === undefined) data.carriers.set(belongsTo, [identity]);
    else carriers.push(identity);
  }
  for (const { storyKey, score } of plan.scores) keepScore(data, storyKey, score);
  const change = (identity: string, changes: Partial<KeptArticle>) => {
    const kept = data.articles.get(identity);
    if (kept !== undefined) data.articles.set(identity, { ...kept, ...changes });
  };
  for (const { storyKey, day, keys } of plan.filings)
    for (const key of keys) {
      const place = `${day} ${key}`;
      const filed = data.filed.get(place);
      if (filed === undefined) data.filed.set(place, [storyKey]);
      else filed.push(storyKey);
    }
  for (const { identity, headline, description, previous } of plan.revisedArticles) {
    const { earlier = [], firstSeenAt = at } = data.articles.get(identity) ?? {};
    const seenAt = earlier.at(-1)?.replacedAt ?? firstSeenAt;
    change(identity, { headline, description, earlier: [...earlier, { ...previous, seenAt, replacedAt: at }] });
  }
  for (const { identity, tickers, added } of plan.retickeredArticles) {
    const before = data.articles.get(identity)?.addedTickers ?? [];
    const all = [...before, ...added.map((ticker) => ({ ticker, seenAt: at }))];
    all.sort((left, right) => left.seenAt - right.seenAt || compareText(left.ticker, right.ticker));
    change(identity, { tickers, addedTickers: all });
  }
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
  if (state !== null) data.states.set(state.source, afterwards(data.states.get(state.source), state));
  for (const watermark of watermarks) data.watermarks.set(`${watermark.source}\u0000${watermark.ticker}`, watermark);
  for (const gapId of closedGapIds) data.gaps.delete(gapId);
  for (const gap of openedGaps) data.gaps.set(gap.gapId, gap);
  keepEntries(data, notifications);
}

/** The state that is kept once another is given: with one key its instants never go back. */
function afterwards(before: SourceState | undefined, given: SourceState): SourceState {
  if (before === undefined || before.keyId !== given.keyId) return given;
  const later = (one: string | null, other: string | null) => (one !== null && one > (other ?? '') ? one : other);
  return {
    ...given,
    lastSuccessAt: later(before.lastSuccessAt, given.lastSuccessAt),
    lastFailureAt: later(before.lastFailureAt, given.lastFailureAt),
  };
}

function assertNewEvent(data: MemoryData, { event }: PageConclusion): void {
  if (event !== null && data.events.some(({ eventId }) => eventId === event.eventId))
    throw new IngestError('STORE_CONFLICT', `the event ${event.eventId} is stored already`);
}
