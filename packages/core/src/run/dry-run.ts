import type { CommitPage } from '../collect/commit-page.js';
import type { Clock, EpochMs } from '../contracts/clock.js';
import type { Store } from '../contracts/store.js';
import { AnchorIndex } from '../identity/anchor-index.js';
import { earlierOf } from '../identity/join.js';
import type { StoryRecord } from '../identity/merge-article.js';
import type { Known, KnownArticle, PagePlan } from '../identity/page.js';
import { identifyUnknown, planPage } from '../identity/place-page.js';
import type { StoryKey } from '../model/primitives.js';

/** Judges pages as a commit would, seeing what it placed before, and writes nothing. */
export function placingOnly(store: Store, clock: Clock): CommitPage {
  const articles = new Map<string, KnownArticle>();
  const stories = new Map<StoryKey, StoryRecord | null>();
  const anchors = new AnchorIndex();
  return async (page, conclude) => {
    const stored = await store.articles.lookup(page.articles);
    const knownArticles = new Map([...stored.articles, ...articles]);
    const identities = identifyUnknown(page.articles, knownArticles);
    const joins = new Map(stored.joins);
    for (const { storyKey, prepared } of identities.unknown) {
      const join = earlierOf(joins.get(storyKey) ?? null, anchors.joinOf(prepared));
      if (join !== null) joins.set(storyKey, join);
    }
    const known: Known = { articles: knownArticles, stories: new Map([...stored.stories, ...stories]), joins };
    const plan = planPage({ ...page, at: clock.now() }, identities, known);
    remember(plan, known, { articles, stories, at: clock.now() });
    for (const { belongsTo, joinedBy, prepared } of plan.newArticles)
      if (joinedBy === null) anchors.add({ storyKey: belongsTo, prepared });
    conclude(plan.placed);
    return plan.placed;
  };
}

interface Remembered {
  readonly articles: Map<string, KnownArticle>;
  readonly stories: Map<StoryKey, StoryRecord | null>;
  readonly at: EpochMs;
}

function remember(plan: PagePlan, known: Known, { articles, stories, at: textSeenAt }: Remembered): void {
  for (const story of [...plan.newStories, ...plan.changedStories]) stories.set(story.storyKey, story);
  for (const { identity, article, belongsTo, storyKey } of plan.newArticles) {
    const { headline, description, tickers } = article;
    articles.set(identity, { storyKey: belongsTo, headline, description, tickers, textSeenAt });
    const story = stories.get(belongsTo);
    if (story !== undefined) stories.set(storyKey, story);
  }
  const change = (identity: string, changes: Partial<KnownArticle>) => {
    const before = articles.get(identity) ?? known.articles.get(identity);
    if (before !== undefined) articles.set(identity, { ...before, ...changes });
  };
  for (const { identity, headline, description } of plan.revisedArticles)
    change(identity, { headline, description, textSeenAt });
  for (const { identity, tickers } of plan.retickeredArticles) change(identity, { tickers });
}
