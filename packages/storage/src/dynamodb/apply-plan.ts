import {
  type ArticleHistory,
  compareText,
  dayNumber,
  type EpochMs,
  IDENTITY_VERSION,
  type PagePlan,
  type StoryKey,
  type StoryRecord,
} from '@ingest/core';
import { keptIdentity } from '../shared/page.js';
import type { PageLookup } from './page-lookup.js';
import type { KeptStory } from './story.js';

/** Stories that a page began or changed, each whole, and the keys that lead to them now. */
export interface AppliedPlan {
  readonly stories: ReadonlyMap<StoryKey, KeptStory>;
  /** The own key of the story by every key that leads to it since this page. */
  readonly aliases: ReadonlyMap<StoryKey, StoryKey>;
}

/** What becomes of the stories of a page. */
export function applyPlan({ known, stories: before }: PageLookup, plan: PagePlan, at: EpochMs): AppliedPlan {
  const stories = new Map<StoryKey, KeptStory>();
  const aliases = new Map<StoryKey, StoryKey>();
  const show = (record: StoryRecord) => {
    const { storyKey } = record;
    const kept = before.get(storyKey)?.story ?? { identity: IDENTITY_VERSION, articles: [], aliases: [], scores: [] };
    stories.set(storyKey, { ...kept, storyKey, record });
  };
  for (const record of [...plan.newStories, ...plan.changedStories]) show(record);
  const change = (storyKey: StoryKey, how: (story: KeptStory) => Partial<KeptStory>) => {
    const story = stories.get(storyKey);
    if (story === undefined)
      throw new TypeError(`the plan of a page changes the story ${storyKey}, and does not show it`);
    stories.set(storyKey, { ...story, ...how(story) });
  };
  const belongings = new Map<string, StoryKey>();
  for (const { identity, article, dedupKey, storyKey, belongsTo, joinedBy } of plan.newArticles) {
    belongings.set(identity, belongsTo);
    const facts = { dedupKey, joinedBy, firstSeenAt: at, earlier: [], addedTickers: [] };
    change(belongsTo, ({ articles }) => ({ articles: [...articles, { ...article, ...facts }] }));
    if (storyKey === belongsTo || known.stories.has(storyKey) || aliases.has(storyKey)) continue;
    aliases.set(storyKey, belongsTo);
    const alias = { key: storyKey, day: dayNumber(article.publishedAt) };
    change(belongsTo, (story) => ({ aliases: [...story.aliases, alias] }));
  }
  for (const { storyKey, score } of plan.scores) change(storyKey, ({ scores }) => ({ scores: [...scores, score] }));
  const changeArticle = (identity: string, how: (article: ArticleHistory) => Partial<ArticleHistory>) => {
    const storyKey = belongings.get(identity) ?? known.articles.get(identity)?.storyKey;
    if (storyKey === undefined) throw new TypeError(`the plan of a page changes ${identity}, and nobody knows it`);
    change(storyKey, ({ articles }) => ({
      articles: articles.map((one) => (keptIdentity(one) === identity ? { ...one, ...how(one) } : one)),
    }));
  };
  for (const { identity, headline, description, previous } of plan.revisedArticles)
    changeArticle(identity, ({ earlier, firstSeenAt }) => {
      const seenAt = earlier.at(-1)?.replacedAt ?? firstSeenAt;
      return { headline, description, earlier: [...earlier, { ...previous, seenAt, replacedAt: at }] };
    });
  for (const { identity, tickers, added } of plan.retickeredArticles)
    changeArticle(identity, ({ addedTickers }) => {
      const all = [...addedTickers, ...added.map((ticker) => ({ ticker, seenAt: at }))];
      all.sort((left, right) => left.seenAt - right.seenAt || compareText(left.ticker, right.ticker));
      return { tickers, addedTickers: all };
    });
  return { stories, aliases };
}
