import { type NewsItem, type SentimentLabel, type SentimentScore, sentimentAbout, sourcesDisagree } from '@ingest/core';

/** How many stories of each kind. */
export type LabelCounts = Readonly<Record<SentimentLabel, number>>;

/** The stories of one day, or of all of them. */
export interface SentimentCounts extends LabelCounts {
  readonly stories: number;
  /** Those that nobody scored. */
  readonly unscored: number;
  /** Of the scores that are numbers; null when there is none. */
  readonly meanScore: number | null;
}

/** What the stories about a ticker say, counted. */
export interface SentimentSummary {
  readonly ticker: string;
  /** The stories that are about it as much as was asked for. */
  readonly total: SentimentCounts;
  /** How many are less about it than was asked for, as a source states it. */
  readonly lessRelevant: number;
  readonly lowConfidence: number;
  /** Of how many the confidence is not stated. */
  readonly notStated: number;
  /** Of how many a scorer of ours said it, and no source. */
  readonly derived: number;
  /** Of how many sources say the opposite of each other. */
  readonly disagreements: number;
  /** Who said how many, most first. */
  readonly models: readonly {
    readonly model: string;
    readonly origin: SentimentScore['origin'];
    readonly stories: number;
  }[];
  /** Each day that was asked for, oldest first. */
  readonly days: readonly (SentimentCounts & { readonly date: string })[];
}

/** Below it a confidence is low. */
export const lowConfidence = 0.6;

export interface SummaryOptions {
  readonly ticker: string;
  /** Oldest first. */
  readonly dates: readonly string[];
  readonly dateOf: (publishedAt: string) => string;
  readonly minRelevance: number;
}

/** Counts stories one by one, so that any number of them takes the same memory. */
export class SentimentCounter {
  private readonly options: SummaryOptions;
  private readonly total = new Tally();
  private readonly days: ReadonlyMap<string, Tally>;
  private readonly models = new Map<string, { origin: SentimentScore['origin']; stories: number }>();
  private lessRelevant = 0;
  private low = 0;
  private notStated = 0;
  private disagreements = 0;

  constructor(options: SummaryOptions) {
    this.options = options;
    this.days = new Map(options.dates.map((date) => [date, new Tally()]));
  }

  add(item: NewsItem): void {
    const { ticker, minRelevance, dateOf } = this.options;
    const { relevance, sentiment } = sentimentAbout(item, ticker);
    if (relevance !== null && relevance < minRelevance) {
      this.lessRelevant += 1;
      return;
    }
    this.total.add(sentiment);
    this.days.get(dateOf(item.publishedAt))?.add(sentiment);
    if (sourcesDisagree(item)) this.disagreements += 1;
    if (sentiment === null) return;
    const { model, origin, confidence } = sentiment;
    if (confidence === null) this.notStated += 1;
    else if (confidence < lowConfidence) this.low += 1;
    const known = this.models.get(model) ?? { origin, stories: 0 };
    this.models.set(model, { origin, stories: known.stories + 1 });
  }

  summary(): SentimentSummary {
    const models = [...this.models].map(([model, facts]) => ({ model, ...facts }));
    models.sort((left, right) => right.stories - left.stories || (left.model < right.model ? -1 : 1));
    return {
      ticker: this.options.ticker,
      total: this.total.counts(),
      lessRelevant: this.lessRelevant,
      lowConfidence: this.low,
      notStated: this.notStated,
      derived: models.reduce((sum, { origin, stories }) => sum + (origin === 'derived' ? stories : 0), 0),
      disagreements: this.disagreements,
      models,
      days: [...this.days].map(([date, tally]) => ({ date, ...tally.counts() })),
    };
  }
}

class Tally {
  private readonly labels = { positive: 0, neutral: 0, negative: 0 };
  private unscored = 0;
  private sum = 0;
  private numbers = 0;

  add(sentiment: SentimentScore | null): void {
    if (sentiment === null) {
      this.unscored += 1;
      return;
    }
    this.labels[sentiment.label] += 1;
    if (sentiment.score === null) return;
    this.sum += sentiment.score;
    this.numbers += 1;
  }

  counts(): SentimentCounts {
    const { positive, neutral, negative } = this.labels;
    const stories = positive + neutral + negative + this.unscored;
    const meanScore = this.numbers === 0 ? null : Math.round((this.sum / this.numbers) * 1000) / 1000;
    return { stories, positive, neutral, negative, unscored: this.unscored, meanScore };
  }
}
