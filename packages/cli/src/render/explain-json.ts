import {
  type ArticleHistory,
  type ExplainedArticle,
  type ExplainedNeighbour,
  type ExplainedStory,
  type Separation,
  toIso,
} from '@ingest/core';
import { ruleWords } from './match-words.js';
import { apartWords, separationWords } from './separation-words.js';

/** What {@link ExplainedStory} says, as one JSON value; what is not known is absent. */
export function toExplainJson({ story, keys, articles, scores, nearest }: ExplainedStory) {
  const { storyKey, headline, description, url, publisher, publishedAt, ingestedAt, ...facts } = story;
  return {
    storyKey,
    keys,
    headline,
    ...present({ description, url, publisher }),
    publishedAt: toIso(publishedAt),
    ingestedAt: toIso(ingestedAt),
    tickers: facts.tickers,
    tags: facts.tags,
    source: facts.source,
    publishers: facts.publishers,
    revision: facts.revision,
    ...(facts.sentiment === null ? {} : { sentiment: facts.sentiment.score }),
    scores: scores.map(({ model, at, opinion, isPreferred }) => ({ model, at: toIso(at), opinion, isPreferred })),
    articles: articles.map(toArticleJson),
    nearest: nearest === null ? null : toNeighbourJson(nearest),
  };
}

function toArticleJson({ article, ownKey, joined, words }: ExplainedArticle) {
  const { headline, description, url, publisher, publishedAt, firstSeenAt, joinedBy, earlier } = article;
  return {
    ...nameOf(article),
    storyKey: ownKey,
    headline,
    ...present({ description, url, publisher }),
    publishedAt: toIso(publishedAt),
    firstSeenAt: toIso(firstSeenAt),
    joinedBy: joined === null ? 'anchor' : joinedBy,
    reason: joined === null ? 'the story was begun with it' : ruleWords[joinedBy ?? 'same'],
    ...(joined === null ? {} : { joinedWith: nameOf(joined) }),
    ...(words === null ? {} : { differingWords: words }),
    ...(article.sentiment === null ? {} : { stated: article.sentiment }),
    revisions: earlier.map(({ seenAt, replacedAt, ...text }) => ({
      headline: text.headline,
      ...present({ description: text.description }),
      seenAt: toIso(seenAt),
      replacedAt: toIso(replacedAt),
    })),
  };
}

function toNeighbourJson({
  story: { storyKey, headline, publishedAt },
  separation,
  anchorHeadline,
}: ExplainedNeighbour) {
  const { kind } = separation;
  return {
    storyKey,
    headline,
    ...(anchorHeadline === headline ? {} : { comparedHeadline: anchorHeadline }),
    publishedAt: toIso(publishedAt),
    kind,
    ...('reason' in separation ? reasonsOf(separation) : whyOf(separation)),
    words: separation.kind === 'apart' ? apartWords(separation) : separationWords(separation),
  };
}

function reasonsOf({ reason, otherReason, words }: Extract<Separation, { kind: 'apart' }>) {
  return { reason, ...(otherReason === undefined ? {} : { otherReason }), differingWords: words };
}

function whyOf({ kind: _, ...why }: Exclude<Separation, { kind: 'apart' }>) {
  return { ...why, ...('article' in why ? { article: nameOf(why.article) } : {}) };
}

function nameOf({ source, sourceId }: ArticleHistory) {
  return { source, ...present({ sourceId }) };
}

function present(fields: Readonly<Record<string, string | null>>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).filter((field): field is [string, string] => field[1] !== null));
}
