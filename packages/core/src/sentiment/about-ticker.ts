import type { NewsItem } from '../model/news-item.js';
import type { SentimentLabel, SentimentScore } from '../model/sentiment.js';

/** What a story says about one ticker. */
export interface SentimentAboutTicker {
  /** The most that a source states, 0…1; null where none does. */
  readonly relevance: number | null;
  /** Null where nobody said anything about it. */
  readonly sentiment: SentimentScore | null;
}

/**
 * What a source states about the ticker in particular, of several that whose sentiment the story shows; else the sentiment of the
 * story, unless that is about another ticker alone. An opinion that is preferred to what sources state stays before it.
 */
export function sentimentAbout({ sentiment: shown, attributions }: NewsItem, ticker: string): SentimentAboutTicker {
  const stated = attributions.flatMap(({ aboutTickers = [] }) =>
    aboutTickers.filter((about) => about.ticker === ticker),
  );
  const relevances = stated.flatMap(({ relevance }) => relevance ?? []);
  const relevance = relevances.length === 0 ? null : Math.max(...relevances);
  const scores = stated.flatMap(({ sentiment }) => sentiment ?? []);
  const isPreferred = shown?.origin === 'derived' && attributions.some(({ sentiment }) => sentiment !== undefined);
  const own = scores.find(({ model }) => model === shown?.model) ?? scores[0];
  if (own !== undefined && !isPreferred) return { relevance, sentiment: own };
  const isAboutOther = shown?.scope.kind === 'ticker' && shown.scope.ticker !== ticker;
  return { relevance, sentiment: shown === undefined || isAboutOther ? null : shown };
}

/** Whether of the story, or of one of its tickers, one source says that the news is good and another that it is bad. */
export function sourcesDisagree({ attributions }: NewsItem): boolean {
  const said = new Map<string, Set<SentimentLabel>>();
  for (const { sentiment, aboutTickers = [] } of attributions) {
    for (const score of [sentiment, ...aboutTickers.map((about) => about.sentiment)]) {
      if (score === undefined) continue;
      const about = score.scope.kind === 'ticker' ? score.scope.ticker : '';
      said.set(about, (said.get(about) ?? new Set()).add(score.label));
    }
  }
  return [...said.values()].some((labels) => labels.has('positive') && labels.has('negative'));
}
