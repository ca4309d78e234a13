import { type Article, type ArticleHistory, articleIdentity, type KnownArticle } from '@ingest/core';

/** One transaction takes a page of this size in some milliseconds, so that other processes never wait long. */
export const maxArticlesPerCommit = 100;

/** A RangeError for a page that is larger than {@link maxArticlesPerCommit} says. */
export function assertPage(articles: readonly Article[]): void {
  if (articles.length > maxArticlesPerCommit)
    throw new RangeError(`a page of ${articles.length} articles: at most ${maxArticlesPerCommit} go into one commit`);
}

/** What a known article is compared by, as this one has it. */
export function textOf({ headline, description, tickers }: Article): Omit<KnownArticle, 'storyKey'> {
  return { headline, description, tickers, textSeenAt: Number.MIN_SAFE_INTEGER };
}

/** Of an article whose text may have changed, or was pruned: without an id it is known by what it said first. */
export function keptIdentity(article: ArticleHistory): string {
  return article.sourceId === null ? `${article.source}\u0000~${article.dedupKey}` : articleIdentity(article);
}
