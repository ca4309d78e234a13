import type { Clock } from '../contracts/clock.js';
import { modelOf, type Scorer, type ScorerOpinion } from '../contracts/scorer.js';
import type { ArticleStore } from '../contracts/store.js';
import { toError } from '../errors/coerce.js';
import { articleIdentity } from '../identity/place-page.js';
import type { Article } from '../model/article.js';
import { startDeadline, untilAborted } from '../time/deadline.js';
import type { PageScores } from './page-scores.js';
import { nativeSentiment } from './story-sentiment.js';

/** The longest that the headlines of one page may take: less than a lease lasts, and enough for a hundred of a slow scorer. */
export const scoringBudgetMs = 30_000;

export interface ScoringServices {
  /** Null: nothing is scored. */
  readonly scorer: Scorer | null;
  /** Of real time, also where that of the run is a virtual one. */
  readonly clock: Clock;
  readonly articles: Pick<ArticleStore, 'lookup'>;
  readonly signal: AbortSignal;
}

/**
 * Asks the scorer of a run for the headlines that no source states anything about. A scorer that fails leaves them without a score
 * and ends nothing; one that does not answer in time is not asked again.
 */
export class Scoring {
  private readonly services: ScoringServices;
  private unscored = 0;
  /** Why the first of them was left, and what makes up for it; null when none was. */
  private why: string | null = null;
  private isOver = false;

  constructor(services: ScoringServices) {
    this.services = services;
  }

  /** What people should know beside; not yet redacted. */
  get warnings(): readonly string[] {
    if (this.why === null) return [];
    const headlines = this.unscored === 1 ? '1 headline has' : `${this.unscored} headlines have`;
    return [`${headlines} no score, because ${this.why}, ingest sentiment rescore --missing-only`];
  }

  /** Null where there is nothing to score, or nothing could be. Rejects with errors of the store alone. */
  async scorePage(articles: readonly Article[]): Promise<PageScores | null> {
    const { scorer } = this.services;
    if (scorer === null) return null;
    const headlines = await this.toScore(articles, scorer);
    if (headlines.length === 0) return null;
    if (this.isOver) return this.leave(headlines);
    try {
      const given = await this.ask(scorer, headlines);
      const opinions = new Map(headlines.map((headline, index) => [headline, given[index] ?? null]));
      return { model: modelOf(scorer), opinions };
    } catch (thrown) {
      this.why ??= this.services.signal.aborted
        ? 'the run was stopped: to make up for it'
        : `the scorer ${modelOf(scorer)} failed (${toError(thrown).message}): once it works`;
      return this.leave(headlines);
    }
  }

  private leave(headlines: readonly string[]): null {
    this.unscored += headlines.length;
    return null;
  }

  private async toScore(articles: readonly Article[], scorer: Scorer): Promise<readonly string[]> {
    const unstated = articles.filter((article) => nativeSentiment(article, 0) === null);
    if (scorer.isQuick === true || unstated.length === 0) return headlinesOf(unstated);
    const known = (await this.services.articles.lookup(unstated)).articles;
    return headlinesOf(
      unstated.filter((article) => known.get(articleIdentity(article))?.headline !== article.headline),
    );
  }

  private async ask(scorer: Scorer, headlines: readonly string[]): Promise<readonly (ScorerOpinion | null)[]> {
    const { clock, signal } = this.services;
    const late = () => {
      this.isOver = true;
      return new Error(`no answer within ${scoringBudgetMs / 1000} s`);
    };
    const deadline = startDeadline(clock, scoringBudgetMs, late, signal);
    try {
      return await askScorer(scorer, headlines, deadline.signal);
    } finally {
      deadline.dispose();
    }
  }
}

/** Opinions of a scorer, held to its contract. Rejects with whatever it throws, with a TypeError for what is no answer. */
export async function askScorer(
  scorer: Scorer,
  headlines: readonly string[],
  signal: AbortSignal,
): Promise<readonly (ScorerOpinion | null)[]> {
  const items = headlines.map((headline) => ({ headline }));
  const given: unknown = await untilAborted(signal, scorer.score(items, { signal }));
  if (!Array.isArray(given) || given.length !== items.length)
    throw new TypeError(`it was given ${items.length} headlines and did not give as many opinions`);
  // What is left out of a list is passed over by `map`.
  return Array.from(given, readOpinion);
}

function readOpinion(given: unknown): ScorerOpinion | null {
  if (given === null) return null;
  const { score, confidence } = (given ?? {}) as Partial<ScorerOpinion>;
  if (!isWithin(score, -1, 1) || !(confidence === null || isWithin(confidence, 0, 1)))
    throw new TypeError(
      'an opinion of it is neither null nor a score from -1 to 1 with a confidence from 0 to 1 or null',
    );
  return { score, confidence };
}

function isWithin(value: unknown, least: number, most: number): value is number {
  return typeof value === 'number' && value >= least && value <= most;
}

function headlinesOf(articles: readonly Article[]): readonly string[] {
  return [...new Set(articles.map(({ headline }) => headline))];
}
