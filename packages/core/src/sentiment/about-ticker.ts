import type { Attribution, NewsItem } from '../model/news-item.js';
import type { SentimentLabel, SentimentScore } from '../model/sentiment.js';
import { compareText } from '../text/compare-text.js';

/** What a story says about one ticker. */
export interface SentimentAboutTicker {
  /** The most that a source states, 0…1; null where none does. */
  readonly relevance: number | null;
  /** Null where nobody said anything about it. */
  readonly sentiment: SentimentScore | null;
}

/**
 * What a source states about the ticker in particular, of several that whose sentiment the story shows, and of that what it said
 * last; else the sentiment of the story, unless that is about another ticker alone. An opinion that is preferred to what sources
 * state stays before it.
 */
export function sentimentAbout({ sentiment: shown, attributions }: NewsItem, ticker: string): SentimentAboutTicker {
  const stated = attributions.flatMap(({ aboutTickers = [] }) =>
    aboutTickers.filter((about) => about.ticker === ticker),
  );
  const relevances = stated.flatMap(({ relevance }) => relevance ?? []);
  const relevance = relevances.length === 0 ? null : Math.max(...relevances);
  const scores = stated.flatMap(({ sentiment }) => sentiment ?? []);
  const isPreferred = shown?.origin === 'derived' && attributions.some(standsForStory);
  const ofShown = scores.filter(({ model }) => model === shown?.model);
  ofShown.sort((left, right) => compareText(left.calculatedAt, right.calculatedAt));
  const own = ofShown.at(-1) ?? scores[0];
  if (own !== undefined && !isPreferred) return { relevance, sentiment: own };
  const isAboutOther = shown?.scope.kind === 'ticker' && shown.scope.ticker !== ticker;
  return { relevance, sentiment: shown === undefined || isAboutOther ? null : shown };
}

/** Whether a story shows what the source of an article says where nothing is preferred: as `nativeScore` takes it. */
function standsForStory({ sentiment, aboutTickers = [] }: Attribution): boolean {
  return sentiment !== undefined || aboutTickers.filter((about) => about.sentiment !== undefined).length === 1;
}

/**
 * Whether of the story, or of one of its tickers, one source says that the news is good and another that it is bad. A source that
 * says both, in two articles, is not at odds with another.
 */
export function sourcesDisagree({ attributions }: NewsItem): boolean {
  const said = new Map<string, Record<SentimentLabel, Set<string>>>();
  for (const { sentiment, aboutTickers = [] } of attributions) {
    for (const score of [sentiment, ...aboutTickers.map((about) => about.sentiment)]) {
      if (score === undefined) continue;
      const about = score.scope.kind === 'ticker' ? score.scope.ticker : '';
      const sources = said.get(about) ?? { positive: new Set(), neutral: new Set(), negative: new Set() };
      sources[score.label].add(score.model);
      said.set(about, sources);
    }
  }
  return [...said.values()].some(
    ({ positive, negative }) => positive.size > 0 && negative.size > 0 && new Set([...positive, ...negative]).size > 1,
  );
}
