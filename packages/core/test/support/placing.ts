import type { PageCommit } from '../../src/contracts/store.js';
import { AnchorIndex } from '../../src/identity/anchor-index.js';
import type { Join } from '../../src/identity/join.js';
import type { StoryRecord } from '../../src/identity/merge-article.js';
import type { KnownArticle, PagePlan } from '../../src/identity/page.js';
import { identifyUnknown, planPage } from '../../src/identity/place-page.js';
import type { Article } from '../../src/model/article.js';
import type { StoryKey } from '../../src/model/primitives.js';

/** The least a store can be: it keeps what the plans say, and reads no more than the plans ask for. */
export class PlacingStore {
  readonly articles = new Map<string, KnownArticle>();
  readonly stories = new Map<StoryKey, StoryRecord | null>();
  private readonly anchors = new AnchorIndex();
  private readonly aliases = new Map<StoryKey, StoryKey>();

  commit(
    articles: readonly Article[],
    at = Date.UTC(2024, 5, 4, 15),
    { isFailover = false, scores = null }: Partial<Pick<PageCommit, 'isFailover' | 'scores'>> = {},
  ): PagePlan {
    const identities = identifyUnknown(articles, this.articles);
    const asked = [...identities.storyKeys].filter((key) => this.aliases.has(key) || this.stories.has(key));
    const stories = new Map(asked.map((key) => [key, this.storyOf(key)]));
    const joins = new Map<StoryKey, Join>();
    for (const { storyKey, prepared } of identities.unknown) {
      const join = this.aliases.has(storyKey) ? null : this.anchors.joinOf(prepared);
      if (join === null) continue;
      joins.set(storyKey, join);
      stories.set(join.storyKey, this.stories.get(join.storyKey) ?? null);
    }
    const plan = planPage({ articles, at, isFailover, scores }, identities, {
      articles: this.articles,
      stories,
      joins,
    });
    for (const { identity, belongsTo, joinedBy, prepared, article } of plan.newArticles) {
      const storyKey = prepared.storyKey;
      if (!this.aliases.has(storyKey)) this.aliases.set(storyKey, belongsTo);
      if (joinedBy === null) this.anchors.add({ storyKey: belongsTo, prepared });
      const { headline, description, tickers } = article;
      this.articles.set(identity, { storyKey: belongsTo, headline, description, tickers, textSeenAt: at });
    }
    for (const { identity, headline, description } of plan.revisedArticles)
      this.change(identity, { headline, description, textSeenAt: at });
    for (const { identity, tickers } of plan.retickeredArticles) this.change(identity, { tickers });
    for (const story of [...plan.newStories, ...plan.changedStories]) this.stories.set(story.storyKey, story);
    return plan;
  }

  /** By any key that leads to it. */
  storyOf(key: StoryKey): StoryRecord | null {
    return this.stories.get(this.aliases.get(key) ?? key) ?? null;
  }

  /** Every story as it is shown, without what depends on who came first. */
  shown(): object[] {
    return [...this.stories.values()]
      .filter((story) => story !== null)
      .map(({ source: _, isFailover: __, ingestedAt: ___, sources, ...story }) => ({
        ...story,
        sources: [...sources].sort(),
      }))
      .sort((left, right) => (left.storyKey < right.storyKey ? -1 : 1));
  }

  private change(identity: string, fields: Partial<KnownArticle>): void {
    const before = this.articles.get(identity);
    if (before === undefined) throw new TypeError(`no article ${identity}`);
    this.articles.set(identity, { ...before, ...fields });
  }
}
