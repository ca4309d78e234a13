import type { EpochMs } from '../contracts/clock.js';
import type { OutboxEntry } from '../contracts/store.js';
import type { Article } from '../model/article.js';
import type { CollectionEvent } from '../model/collection-event.js';
import type { DedupKey, StoryKey } from '../model/primitives.js';
import type { Gap, SourceState, Watermark } from '../model/source-state.js';
import type { Ticker } from '../model/ticker.js';
import { dedupKey, storyKey } from './keys.js';
import { attachArticle, newStory, reviseArticle, type StoryRecord } from './merge-article.js';

/** What a store knows of an article. */
export interface KnownArticle {
  readonly storyKey: StoryKey;
  readonly headline: string;
  readonly description: string | null;
  readonly tickers: readonly Ticker[];
}

/** What a store read for a page. */
export interface Known {
  /** By {@link articleIdentity}. */
  readonly articles: ReadonlyMap<string, KnownArticle>;
  /** By every key that leads to the story; null for a story whose text was pruned. */
  readonly stories: ReadonlyMap<StoryKey, StoryRecord | null>;
}

/** An article the store does not know, with the keys that say where it belongs. */
export interface IdentifiedArticle {
  readonly article: Article;
  readonly identity: string;
  readonly dedupKey: DedupKey;
  readonly storyKey: StoryKey;
}

export interface PageIdentities {
  readonly unknown: readonly IdentifiedArticle[];
  /** The stories that have to be read before the page can be planned. */
  readonly storyKeys: ReadonlySet<StoryKey>;
}

export interface NewArticle extends IdentifiedArticle {
  /** The story it carries; not always its own `storyKey`. */
  readonly belongsTo: StoryKey;
}

export interface RevisedArticle {
  readonly identity: string;
  readonly headline: string;
  readonly description: string | null;
  readonly previous: { readonly headline: string; readonly description: string | null };
}

/** What a page turned out to hold. */
export interface PlacedPage {
  readonly newStories: readonly {
    readonly storyKey: StoryKey;
    readonly publishedAt: EpochMs;
    readonly tickers: readonly Ticker[];
  }[];
  readonly duplicates: number;
  readonly revised: number;
  readonly collisions: number;
}

/** What belongs to a page beside its articles; on the last page of a collection the event and the source's state. */
export interface PageConclusion {
  readonly event: CollectionEvent | null;
  readonly state: SourceState | null;
  readonly watermarks: readonly Watermark[];
  /** A gap with an id that is there already takes its place. */
  readonly openedGaps: readonly Gap[];
  readonly closedGapIds: readonly string[];
  /** For the outbox; committed with what they announce. */
  readonly notifications: readonly OutboxEntry[];
}

/** Everything that a store has to write for a page. */
export interface PagePlan {
  readonly placed: PlacedPage;
  readonly newStories: readonly StoryRecord[];
  readonly changedStories: readonly StoryRecord[];
  readonly newArticles: readonly NewArticle[];
  readonly revisedArticles: readonly RevisedArticle[];
  /** Known articles that were delivered for one more ticker, with all their tickers. */
  readonly retickeredArticles: readonly { readonly identity: string; readonly tickers: readonly Ticker[] }[];
}

/** The identity of an article: `(source, source id)`, or `(source, dedupKey)` where the source gives no id. */
export function articleIdentity(article: Article): string {
  return article.sourceId === null
    ? `${article.source}\u0000~${dedupKey(article.headline, article.source, article.publishedAt)}`
    : `${article.source}\u0000=${article.sourceId}`;
}

/**
 * The first step of placing a page: which articles are unknown, their keys, and which stories the plan needs.
 * Keys are computed for unknown articles only, so that reading the same page again costs little.
 */
export function identifyUnknown(articles: readonly Article[], known: Known['articles']): PageIdentities {
  const unknown: IdentifiedArticle[] = [];
  const storyKeys = new Set<StoryKey>();
  for (const article of articles) {
    const identity = articleIdentity(article);
    const before = known.get(identity);
    if (before === undefined) {
      const identified = {
        article,
        identity,
        dedupKey: dedupKey(article.headline, article.source, article.publishedAt),
        storyKey: storyKey(article),
      };
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
export function planPage(
  articles: readonly Article[],
  identities: PageIdentities,
  known: Known,
  at: EpochMs,
  isFailover: boolean,
): PagePlan {
  const page = new PagePlacement(known, at, isFailover);
  const unknown = new Map(identities.unknown.map((identified) => [identified.article, identified]));
  for (const article of articles) {
    const identified = unknown.get(article);
    const identity = identified?.identity ?? articleIdentity(article);
    const before = page.articles.get(identity);
    if (before !== undefined) page.placeKnown(identity, before, article);
    else if (identified !== undefined) page.placeUnknown(identified);
    else throw new TypeError(`article ${identity} was neither read nor identified`);
  }
  return page.plan();
}

class PagePlacement {
  readonly articles: Map<string, KnownArticle>;
  private readonly stories: Map<StoryKey, StoryRecord | null>;
  private readonly created = new Set<StoryKey>();
  private readonly changed = new Set<StoryKey>();
  private readonly newArticles = new Map<string, NewArticle>();
  private readonly revisions: RevisedArticle[] = [];
  private readonly retickered = new Map<string, readonly Ticker[]>();
  private duplicates = 0;
  private revised = 0;
  private collisions = 0;
  private readonly at: EpochMs;
  private readonly isFailover: boolean;

  constructor(known: Known, at: EpochMs, isFailover: boolean) {
    this.articles = new Map(known.articles);
    this.stories = new Map(known.stories);
    this.at = at;
    this.isFailover = isFailover;
  }

  placeKnown(identity: string, before: KnownArticle, article: Article): void {
    const revised = isRevision(before, article);
    if (revised) this.revised += 1;
    else this.duplicates += 1;
    if (!revised && !addsTicker(before, article)) return;
    const story = this.stories.get(before.storyKey);
    if (story === undefined) throw new TypeError(`story ${before.storyKey} was not read`);
    // Of a pruned story nothing is kept up to date, its articles neither.
    if (story === null) return;
    const tickers = union(before.tickers, article.tickers);
    const after = { ...before, headline: article.headline, description: article.description, tickers };
    this.articles.set(identity, after);
    if (revised) {
      const { headline, description } = before;
      this.revisions.push({
        identity,
        headline: article.headline,
        description: article.description,
        previous: { headline, description },
      });
    }
    if (tickers.length > before.tickers.length) this.retickered.set(identity, tickers);
    this.change(reviseArticle(story, identity, article, revised));
  }

  placeUnknown(identified: IdentifiedArticle): void {
    const { article, identity } = identified;
    const story = this.stories.get(identified.storyKey);
    if (story === null) {
      this.duplicates += 1;
      return;
    }
    const belongsTo = story?.storyKey ?? identified.storyKey;
    if (story === undefined) {
      this.created.add(belongsTo);
      this.stories.set(belongsTo, newStory(identified, this.at, this.isFailover));
    } else {
      if (story.sources.includes(article.source)) this.duplicates += 1;
      else this.collisions += 1;
      this.change(attachArticle(story, identified));
    }
    this.newArticles.set(identity, { ...identified, belongsTo });
    const { headline, description, tickers } = article;
    this.articles.set(identity, { storyKey: belongsTo, headline, description, tickers });
  }

  private change(story: StoryRecord): void {
    this.stories.set(story.storyKey, story);
    if (!this.created.has(story.storyKey)) this.changed.add(story.storyKey);
  }

  plan(): PagePlan {
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
      revisedArticles: this.revisions,
      retickeredArticles: [...this.retickered].map(([identity, tickers]) => ({ identity, tickers })),
    };
  }

  private records(keys: ReadonlySet<StoryKey>): StoryRecord[] {
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
