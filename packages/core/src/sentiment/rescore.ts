import type { Clock } from '../contracts/clock.js';
import { modelOf, type Scorer, type ScorerOpinion } from '../contracts/scorer.js';
import type { Store } from '../contracts/store.js';
import type { StoryHistory } from '../identity/story-history.js';
import type { NewsItem } from '../model/news-item.js';
import type { StoryKey } from '../model/primitives.js';
import type { SentimentLabel, StoryScore } from '../model/sentiment.js';
import { askScorer } from './scoring.js';
import { derivedScore } from './statement-score.js';
import { addsToScores, storySentiment } from './story-sentiment.js';

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
    const known = await store.reading.histories(part.map(({ storyKey }) => storyKey as StoryKey));
    const histories = new Map(known.map((history) => [history.storyKey as string, history]));
    const judged = part.flatMap(({ storyKey, headline }, index) => {
      const history = histories.get(storyKey);
      return history === undefined ? [] : [judge(history, headline, opinions[index] ?? null, options)];
    });
    tally.added += await added(judged, options);
    tally.stories += part.length;
    for (const one of judged) count(tally, one);
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

/** A story with all that is known of it, and what the scorer says of it now. */
interface Judged {
  readonly history: StoryHistory;
  readonly headline: string;
  readonly score: StoryScore;
  /** Whether that is added to what is known. */
  readonly adds: boolean;
}

function judge(
  history: StoryHistory,
  headline: string,
  opinion: ScorerOpinion | null,
  { scorer, clock, prefer = false }: RescoreOptions,
): Judged {
  const score = { model: modelOf(scorer), at: clock.now(), opinion, isPreferred: prefer };
  return { history, headline, score, adds: addsToScores(history.scores, score) };
}

async function added(judged: readonly Judged[], { store, dryRun = false }: RescoreOptions): Promise<number> {
  const adding = judged.filter(({ adds }) => adds);
  if (dryRun || adding.length === 0) return adding.length;
  return store.articles.addScores(
    adding.map(({ history: { storyKey }, headline, score }) => ({ storyKey, headline, score })),
  );
}

type Tally = Record<'scored' | 'changedLabels' | 'newLabels' | 'lostLabels' | 'disagreements', number>;

function count(tally: Tally, { history: { articles, scores }, score, adds }: Judged): void {
  const said = derivedScore(score)?.label ?? null;
  if (said !== null) tally.scored += 1;
  if (areOpposite(labelShown(articles, []), said)) tally.disagreements += 1;
  const before = labelShown(articles, scores);
  const after = adds ? labelShown(articles, [...scores, score]) : before;
  if (before === after) return;
  if (before === null) tally.newLabels += 1;
  else if (after === null) tally.lostLabels += 1;
  else tally.changedLabels += 1;
}

function labelShown(...known: Parameters<typeof storySentiment>): SentimentLabel | null {
  return storySentiment(...known)?.score.label ?? null;
}

function areOpposite(one: SentimentLabel | null, other: SentimentLabel | null): boolean {
  return (one === 'positive' && other === 'negative') || (one === 'negative' && other === 'positive');
}
