import assert from 'node:assert/strict';
import {
  type Article,
  labelOf,
  type NativeSentiment,
  type NativeStatement,
  type PageScores,
  type ScorerOpinion,
  type ScoreToAdd,
  type SentimentScore,
  type Store,
  type StoryHistory,
  type StoryKey,
  storyKey,
  storySentiment,
  type TickerStatement,
  toIso,
} from '@ingest/core';
import { noon, tickers } from './build.js';
import { all } from './expect.js';

/** What the scorer of the cases is called. */
export const model = 'lexicon@1';

/** What a source says in a number, and not how sure it is. */
export function statement(score: number, fields: Partial<NativeStatement> = {}): NativeStatement {
  return { score, label: labelOf(score), confidence: null, ...fields };
}

/** What a source says of an article as a whole. */
export function states(score: number, fields: Partial<NativeSentiment> = {}): NativeSentiment {
  return { priority: 0, article: statement(score), tickers: [], ...fields };
}

/** What a source says of a ticker: how much the article is about it, and how good that is. */
export function about(name: string, relevance: number | null, score: number | null = null): TickerStatement {
  const [ticker] = tickers(name);
  if (ticker === undefined) throw new TypeError(`${name} is no ticker`);
  return { ticker, relevance, statement: score === null ? null : statement(score) };
}

export function opinion(score: number, confidence: number | null = 0.81): ScorerOpinion {
  return { score, confidence };
}

/** What the scorer says of the headlines of articles: the same of each. */
export function scoring(articles: readonly Pick<Article, 'headline'>[], given: ScorerOpinion | null): PageScores {
  return { model, opinions: new Map(articles.map(({ headline }) => [headline, given])) };
}

/** An opinion of the scorer on the story that an article began, to be added; null: it has none any more. */
export function adding(
  article: Article,
  given: ScorerOpinion | null,
  fields: Partial<ScoreToAdd['score']> & Partial<Pick<ScoreToAdd, 'headline'>> = {},
): ScoreToAdd {
  const { headline = article.headline, ...score } = fields;
  const at = noon + 3_600_000;
  return {
    storyKey: storyKey(article),
    headline,
    score: { model, at, opinion: given, isPreferred: false, ...score },
  };
}

/** What a reader sees of an opinion of the scorer. */
export function derived({ score, confidence }: ScorerOpinion, at: number, scorer = model): SentimentScore {
  return {
    ...{ score, confidence, label: labelOf(score), origin: 'derived', model: scorer },
    ...{ scope: { kind: 'article' }, calculatedAt: toIso(at) },
  };
}

/** The score that the story of an article shows; null: it shows no sentiment. */
export async function shownOf(store: Store, article: Article): Promise<number | null | undefined> {
  const key = storyKey(article);
  const item = (await all(store.reading.stories())).find((story) => story.storyKey === key);
  assert.ok(item !== undefined, `the story of ${article.headline} is not there`);
  return item.sentiment === undefined ? null : item.sentiment.score;
}

/** The scores that are kept of the story of an article, by who gave them; null: an opinion that is silent. */
export async function keptOf(store: Store, article: Article): Promise<readonly (readonly [string, number | null])[]> {
  const { scores } = await historyOf(store, storyKey(article));
  return scores.map((score) => [score.model, score.opinion?.score ?? null]);
}

/** That every story shows what all that is known of it comes to. */
export async function assertShown(store: Store): Promise<void> {
  for (const { storyKey: key, sentiment } of await all(store.reading.stories())) {
    const { articles, scores } = await historyOf(store, key as StoryKey);
    assert.deepEqual(sentiment, storySentiment(articles, scores)?.score, key);
  }
}

async function historyOf(store: Store, key: StoryKey): Promise<StoryHistory> {
  const [history] = await store.reading.histories([key]);
  assert.ok(history !== undefined, `nothing is known of the story ${key}`);
  return history;
}
