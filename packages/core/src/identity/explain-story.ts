import type { ReadStore } from '../contracts/reading.js';
import type { StoryKey } from '../model/primitives.js';
import { type DifferingWords, differingWords } from './differing-words.js';
import type { StoryRecord } from './merge-article.js';
import {
  byNearness,
  type MatchedArticle,
  matchedArticles,
  neighbourPlaces,
  type Separation,
  separationOf,
} from './nearest-story.js';
import { storyAsOf } from './story-as-of.js';
import { type ArticleHistory, firstHeadline, type StoryHistory } from './story-history.js';

/** An article of a story, and how it came there. */
export interface ExplainedArticle {
  readonly article: ArticleHistory;
  /** The key that it has by itself. */
  readonly ownKey: StoryKey;
  /**
   * With which article of the story it was found to be one: the anchor, or an earlier one that has the same key. Null for the
   * anchor itself.
   */
  readonly joined: ArticleHistory | null;
  /** In what its words and those of that article differ, as both came first; null for the anchor itself. */
  readonly words: DifferingWords | null;
}

/** A story that is near to another one, and was not joined with it. */
export interface ExplainedNeighbour {
  readonly story: StoryRecord;
  readonly separation: Separation;
  /** What its anchor said first: that is compared, whatever the story shows. */
  readonly anchorHeadline: string;
}

/** Why a story is the story that it is. */
export interface ExplainedStory {
  readonly story: StoryRecord;
  /** Its own first. */
  readonly keys: readonly StoryKey[];
  /** In the order in which they came; the first is the anchor. */
  readonly articles: readonly ExplainedArticle[];
  /** What scorers said of it, in the order in which they did. */
  readonly scores: StoryHistory['scores'];
  /** Null when no other story shares as much as the beginning or the end of a headline. */
  readonly nearest: ExplainedNeighbour | null;
}

/** How many of the nearest stories are looked at article by article. */
const looked = 10;

/** Says why the articles of a story were joined, and why the nearest other story was not; null when it is pruned or not there. */
export async function explainStory(
  reading: Pick<ReadStore, 'histories' | 'anchors'>,
  storyKey: StoryKey,
): Promise<ExplainedStory | null> {
  const [history] = await reading.histories([storyKey]);
  const then = history && storyAsOf(history, Number.MAX_SAFE_INTEGER);
  if (!history || !then) return null;
  const articles = matchedArticles(history);
  return {
    story: then.story,
    keys: history.keys,
    articles: articles.map((one, at) => explained(one, articles.slice(0, at))),
    scores: history.scores,
    nearest: await nearestOf(reading, history, articles),
  };
}

function explained(one: MatchedArticle, earlier: readonly MatchedArticle[]): ExplainedArticle {
  const { article, prepared } = one;
  const equal = earlier.find((other) => other.prepared.storyKey === prepared.storyKey);
  const joined = (article.joinedBy === 'same' ? equal : undefined) ?? earlier[0] ?? null;
  return {
    article,
    ownKey: prepared.storyKey,
    joined: joined?.article ?? null,
    words: joined === null ? null : differingWords(one, joined),
  };
}

async function nearestOf(
  reading: Pick<ReadStore, 'histories' | 'anchors'>,
  { storyKey }: StoryHistory,
  articles: readonly MatchedArticle[],
): Promise<ExplainedNeighbour | null> {
  const [anchor] = articles;
  if (anchor === undefined) return null;
  const anchors = await reading.anchors(neighbourPlaces(articles));
  const others = anchors.filter((other) => other.storyKey !== storyKey);
  const near = byNearness(anchor.prepared, others).slice(0, looked);
  const histories = await reading.histories(near.map((other) => other.storyKey));
  const neighbours = histories.flatMap((history) => neighbourOf(articles, history));
  // A match that was not followed is nearer than any likeness.
  return neighbours.find(({ separation }) => separation.kind !== 'apart') ?? neighbours[0] ?? null;
}

function neighbourOf(articles: readonly MatchedArticle[], history: StoryHistory): ExplainedNeighbour[] {
  const others = matchedArticles(history);
  const [anchor] = others;
  const separation = separationOf(articles, others);
  const then = storyAsOf(history, Number.MAX_SAFE_INTEGER);
  if (anchor === undefined || separation === null || then === null) return [];
  return [{ story: then.story, separation, anchorHeadline: firstHeadline(anchor.article) }];
}
