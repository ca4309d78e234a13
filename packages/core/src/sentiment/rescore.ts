import type { Clock } from '../contracts/clock.js';
import { modelOf, type Scorer, type ScorerOpinion } from '../contracts/scorer.js';
import type { ScoreToAdd, Store } from '../contracts/store.js';
import type { NewsItem } from '../model/news-item.js';
import type { StoryKey } from '../model/primitives.js';
import { labelOf } from '../model/sentiment.js';
import { askScorer } from './scoring.js';
import { addsToScores } from './story-sentiment.js';

export interface RescoreOptions {
  readonly store: Pick<Store, 'articles' | 'reading'>;
  readonly scorer: Scorer;
  readonly clock: Clock;
  /** Only stories published at or after. Default: all. */
  readonly since?: number;
  /** Only stories that show no sentiment. Default: no. */
  readonly missingOnly?: boolean;
  /** Whether its opinions are shown instead of what sources state. Default: no. */
  readonly prefer?: boolean;
  /** Whether it only counts. Default: no. */
  readonly dryRun?: boolean;
  readonly signal: AbortSignal;
  /** Told how many stories were read, after each part. */
  readonly onProgress?: (stories: number) => void;
}

/** What scoring anew came to, or would come to. */
export interface Rescored {
  readonly model: string;
  readonly dryRun: boolean;
  /** Stories that were read. */
  readonly stories: number;
  /** Those of which the scorer has an opinion. */
  readonly scored: number;
  /** Opinions that were not there yet. */
  readonly added: number;
  /** Stories that show another label than before. */
  readonly changedLabels: number;
  /** Stories that show a label and showed none before. */
  readonly newLabels: number;
  /** Stories that show none any more. */
  readonly lostLabels: number;
  /** Stories of which a source states the opposite: one says good news, the other bad. */
  readonly disagreements: number;
}

/** How many stories are scored and stored at a time. */
const partSize = 100;

/**
 * Scores stored stories anew: each opinion is added to those that are there, and none is changed. Doing it again adds nothing.
 * Nothing is announced. Rejects with whatever the scorer throws, with errors of the store, or with the signal's reason: what was
 * stored before stays so, and the same call can be made again.
 */
export async function rescore(options: RescoreOptions): Promise<Rescored> {
  const { store, scorer, since, missingOnly = false, signal, onProgress } = options;
  const model = modelOf(scorer);
  const tally = { stories: 0, scored: 0, added: 0, changedLabels: 0, newLabels: 0, lostLabels: 0, disagreements: 0 };
  const rescorePart = async (part: readonly NewsItem[]) => {
    const opinions = await askScorer(
      scorer,
      part.map(({ headline }) => headline),
      signal,
    );
    const judged = part.map((item, index) => ({ item, opinion: opinions[index] ?? null }));
    const toAdd = judged.map(({ item, opinion }) => toScore(item, opinion, options));
    tally.added += await added(toAdd, options);
    tally.stories += part.length;
    for (const { item, opinion } of judged) count(tally, item, opinion, options);
    onProgress?.(tally.stories);
  };
  let part: NewsItem[] = [];
  for await (const item of store.reading.items(since === undefined ? {} : { since })) {
    signal.throwIfAborted();
    if (missingOnly && item.sentiment !== undefined) continue;
    part.push(item);
    if (part.length < partSize) continue;
    await rescorePart(part);
    part = [];
  }
  if (part.length > 0) await rescorePart(part);
  return { model, dryRun: options.dryRun ?? false, ...tally };
}

function toScore(
  { storyKey, headline }: NewsItem,
  opinion: ScorerOpinion | null,
  { scorer, clock, prefer = false }: RescoreOptions,
): ScoreToAdd {
  return {
    storyKey: storyKey as StoryKey,
    headline,
    score: { model: modelOf(scorer), at: clock.now(), opinion, isPreferred: prefer },
  };
}

async function added(scores: readonly ScoreToAdd[], { store, dryRun = false }: RescoreOptions): Promise<number> {
  if (!dryRun) return store.articles.addScores(scores);
  const histories = await store.reading.histories(scores.map(({ storyKey }) => storyKey));
  const given = new Map(histories.map((history) => [history.storyKey, history.scores]));
  return scores.filter(({ storyKey, score }) => addsToScores(given.get(storyKey) ?? [], score)).length;
}

type Tally = Record<'scored' | 'changedLabels' | 'newLabels' | 'lostLabels' | 'disagreements', number>;

function count(
  tally: Tally,
  { sentiment }: NewsItem,
  opinion: ScorerOpinion | null,
  { prefer = false }: RescoreOptions,
) {
  const label = opinion === null ? null : labelOf(opinion.score);
  const isNative = sentiment?.origin === 'provider';
  if (label !== null) tally.scored += 1;
  if (isNative && areOpposite(sentiment.label, label)) tally.disagreements += 1;
  if (isNative && (!prefer || label === null)) return;
  if (sentiment === undefined) tally.newLabels += label === null ? 0 : 1;
  else if (label === null) tally.lostLabels += 1;
  else if (label !== sentiment.label) tally.changedLabels += 1;
}

function areOpposite(one: string, other: string | null): boolean {
  return (one === 'positive' && other === 'negative') || (one === 'negative' && other === 'positive');
}
