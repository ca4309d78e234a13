import type { EpochMs } from '../contracts/clock.js';
import type { PageCommit } from '../contracts/store.js';
import type { Article } from '../model/article.js';
import type { StoryKey } from '../model/primitives.js';
import type { Ticker } from '../model/ticker.js';
import { givenScores, type PageScores, withGivenScores } from '../sentiment/page-scores.js';
import { dayNumber } from '../time/instant.js';
import { AnchorIndex } from './anchor-index.js';
import { earlierOf } from './join.js';
import { dedupKey } from './keys.js';
import { attachArticle, newStory, reviseArticle, type StoryRecord } from './merge-article.js';
import type {
  Filing,
  GivenScore,
  IdentifiedArticle,
  Known,
  KnownArticle,
  NewArticle,
  PageIdentities,
  PagePlan,
  RetickeredArticle,
  RevisedArticle,
} from './page.js';
import { type PreparedArticle, prepareArticle } from './prepare-article.js';
import type { MatchRule } from './same-story.js';

/** The identity of an article: `(source, source id)`, or `(source, dedupKey)` where the source gives no id. */
export function articleIdentity(article: Article): string {
  return article.sourceId === null
    ? `${article.source}\u0000~${dedupKey(article.headline, article.source, article.publishedAt)}`
    : `${article.source}\u0000=${article.sourceId}`;
}

/**
 * The first step of placing a page: which articles are unknown, their keys, and which stories the plan needs.
 * Keys are computed for unknown articles only, so that reading the same page again costs little. `prepare`: for a store that has
 * prepared some of them before.
 */
export function identifyUnknown(
  articles: readonly Article[],
  known: Known['articles'],
  prepare: (article: Article) => PreparedArticle = prepareArticle,
): PageIdentities {
  const unknown: IdentifiedArticle[] = [];
  const storyKeys = new Set<StoryKey>();
  for (const article of articles) {
    const identity = articleIdentity(article);
    const before = known.get(identity);
    if (before === undefined) {
      const prepared = prepare(article);
      const { storyKey } = prepared;
      const ownKey = dedupKey(article.headline, article.source, article.publishedAt);
      const identified = { article, identity, dedupKey: ownKey, storyKey, prepared };
      unknown.push(identified);
      storyKeys.add(identified.storyKey);
    } else if (isRevision(before, article) || addsTicker(before, article)) {
      storyKeys.add(before.storyKey);
    }
  }
  return { unknown, storyKeys };
}

/**
 * The second step: where each article belongs. A pure function of the page and of what the store knows, so that every
 * backend decides alike; articles are placed in the order given, each one seeing those before it.
 */
export function planPage(page: PageToPlan, identities: PageIdentities, known: Known): PagePlan {
  const placement = new PagePlacement(known, page);
  const unknown = new Map(identities.unknown.map((identified) => [identified.article, identified]));
  for (const article of page.articles) {
    const identified = unknown.get(article);
    const identity = identified?.identity ?? articleIdentity(article);
    const before = placement.articles.get(identity);
    if (before !== undefined) placement.placeKnown(identity, before, article);
    else if (identified !== undefined) placement.placeUnknown(identified);
    else throw new TypeError(`article ${identity} was neither read nor identified`);
  }
  return placement.plan();
}

/** What of a commit says where its articles belong. */
export type PageToPlan = Pick<PageCommit, 'articles' | 'at' | 'isFailover' | 'scores'>;

class PagePlacement {
  readonly articles: Map<string, KnownArticle>;
  /** By their own keys. */
  private readonly stories: Map<StoryKey, StoryRecord | null>;
  /** The own key of a story by every key that leads to it. */
  private readonly keys: Map<StoryKey, StoryKey>;
  private readonly joins: Known['joins'];
  /** Of stories that the page itself began. */
  private readonly ownAnchors = new AnchorIndex();
  private readonly filings: Filing[] = [];
  private readonly created = new Set<StoryKey>();
  private readonly changed = new Set<StoryKey>();
  private readonly newArticles = new Map<string, NewArticle>();
  private readonly revisions: RevisedArticle[] = [];
  private readonly retickered = new Map<string, RetickeredArticle>();
  private duplicates = 0;
  private revised = 0;
  private collisions = 0;
  private readonly at: EpochMs;
  private readonly isFailover: boolean;
  private readonly scores: PageScores | null;
  /** The stories as they were before the page. */
  private readonly before: ReadonlyMap<StoryKey, StoryRecord | null>;

  constructor(known: Known, { at, isFailover, scores = null }: PageToPlan) {
    this.articles = new Map(known.articles);
    this.joins = known.joins;
    this.stories = new Map();
    this.keys = new Map();
    for (const [key, story] of known.stories) {
      const own = story?.storyKey ?? key;
      this.keys.set(key, own);
      this.stories.set(own, story);
    }
    this.before = new Map(this.stories);
    this.at = at;
    this.isFailover = isFailover;
    this.scores = scores;
  }

  placeKnown(identity: string, before: KnownArticle, article: Article): void {
    // A recording may be older than what the store has seen since: its text is known, or was replaced long ago.
    const revised = isRevision(before, article) && this.at >= before.textSeenAt;
    if (revised) this.revised += 1;
    else this.duplicates += 1;
    if (!revised && !addsTicker(before, article)) return;
    const story = this.storyOf(before.storyKey);
    if (story === undefined) throw new TypeError(`story ${before.storyKey} was not read`);
    // Of a pruned story nothing is kept up to date, its articles neither.
    if (story === null) return;
    const tickers = union(before.tickers, article.tickers);
    this.articles.set(identity, { ...before, tickers });
    if (revised) {
      const { headline, description } = before;
      const text = { headline: article.headline, description: article.description, textSeenAt: this.at };
      this.articles.set(identity, { ...before, ...text, tickers });
      this.revisions.push({
        identity,
        headline: article.headline,
        description: article.description,
        previous: { headline, description },
      });
    }
    const added = tickers.filter((ticker) => !before.tickers.includes(ticker));
    if (added.length > 0) {
      const earlier = this.retickered.get(identity)?.added ?? [];
      this.retickered.set(identity, { identity, tickers, added: [...earlier, ...added] });
    }
    this.change(reviseArticle(story, identity, article, revised));
  }

  placeUnknown(identified: IdentifiedArticle): void {
    const { article, identity } = identified;
    const { storyKey, rule } = this.destinationOf(identified);
    const story = this.storyOf(storyKey);
    if (story === null) {
      this.duplicates += 1;
      return;
    }
    const belongsTo = story?.storyKey ?? identified.storyKey;
    if (story === undefined) this.begin(identified);
    else {
      if (story.sources.includes(article.source)) this.duplicates += 1;
      else this.collisions += 1;
      this.change(attachArticle(story, identified, this.at));
    }
    this.keys.set(identified.storyKey, belongsTo);
    this.newArticles.set(identity, { ...identified, belongsTo, joinedBy: story === undefined ? null : rule });
    const { headline, description, tickers } = article;
    this.articles.set(identity, { storyKey: belongsTo, headline, description, tickers, textSeenAt: this.at });
  }

  /** Equal keys first, whatever they say; else the earliest story whose anchor it matches; else its own. */
  private destinationOf({ storyKey, prepared }: IdentifiedArticle): { storyKey: StoryKey; rule: MatchRule } {
    if (this.keys.has(storyKey)) return { storyKey, rule: 'same' };
    const stored = this.joins.get(storyKey) ?? null;
    return earlierOf(stored, this.ownAnchors.joinOf(prepared)) ?? { storyKey, rule: 'same' };
  }

  private begin(identified: IdentifiedArticle): void {
    const { storyKey, prepared } = identified;
    this.created.add(storyKey);
    this.stories.set(storyKey, newStory(identified, this.at, this.isFailover));
    const filed = this.ownAnchors.add({ storyKey, prepared });
    this.filings.push({ storyKey, day: dayNumber(prepared.publishedAt), ...filed });
  }

  /** Undefined: there is none; null: its text was pruned. */
  private storyOf(key: StoryKey): StoryRecord | null | undefined {
    return this.stories.get(this.keys.get(key) ?? key);
  }

  private change(story: StoryRecord): void {
    this.stories.set(story.storyKey, story);
    if (!this.created.has(story.storyKey)) this.changed.add(story.storyKey);
  }

  plan(): PagePlan {
    const scores = this.score();
    const newStories = this.records(this.created);
    return {
      placed: {
        newStories: newStories.map(({ storyKey, publishedAt, tickers }) => ({ storyKey, publishedAt, tickers })),
        duplicates: this.duplicates,
        revised: this.revised,
        collisions: this.collisions,
      },
      newStories,
      changedStories: this.records(this.changed),
      newArticles: [...this.newArticles.values()],
      filings: this.filings,
      revisedArticles: this.revisions,
      retickeredArticles: [...this.retickered.values()],
      scores,
    };
  }

  private score(): readonly GivenScore[] {
    const given: GivenScore[] = [];
    for (const after of this.records([...this.created, ...this.changed])) {
      const { storyKey } = after;
      const scores = givenScores({ before: this.before.get(storyKey) ?? null, after }, this.scores, this.at);
      for (const score of scores) given.push({ storyKey, score });
      this.stories.set(storyKey, withGivenScores(after, scores));
    }
    return given;
  }

  private records(keys: Iterable<StoryKey>): StoryRecord[] {
    return [...keys].map((key) => this.stories.get(key) as StoryRecord);
  }
}

function isRevision(before: KnownArticle, article: Article): boolean {
  return before.headline !== article.headline || before.description !== article.description;
}

function addsTicker(before: KnownArticle, article: Article): boolean {
  return article.tickers.some((ticker) => !before.tickers.includes(ticker));
}

function union(left: readonly Ticker[], right: readonly Ticker[]): readonly Ticker[] {
  return [...new Set([...left, ...right])].sort();
}
