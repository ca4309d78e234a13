import {
  derivedScore,
  type ExplainedArticle,
  type ExplainedStory,
  type NativeStatement,
  type StoryScore,
  toIso,
} from '@ingest/core';
import { sentimentWords } from './sentiment-words.js';
import { shownText } from './shown-text.js';

/** Tickers of an article of which is shown what its source says. */
const shownTickers = 5;

/** What a story shows, what its sources state, and what scorers said of it, each line with its label before it. */
export function explainSentiment({ story, articles, scores }: ExplainedStory): string[] {
  const stated = articles.flatMap((article) => statedWords(article) ?? []);
  if (story.sentiment === null && stated.length === 0 && scores.length === 0)
    return ['  sentiment  nobody says anything'];
  const shown =
    story.sentiment === null
      ? 'none is shown'
      : `${sentimentWords(story.sentiment.score)} ${story.sentiment.score.model}${aboutWords(story.sentiment.score.scope)}`;
  return [
    `  sentiment  ${shown}`,
    ...stated.map((words) => shownText(`    stated   ${words}`)),
    ...scores.map((score) => shownText(`    scored   ${scoreWords(score)}`)),
  ];
}

function aboutWords(scope: { readonly kind: string; readonly ticker?: string }): string {
  return scope.ticker === undefined ? '' : ` of ${scope.ticker}`;
}

/** `alphavantage: + 0.31 not stated, Bullish; AAPL - 0.20 not stated (0.41 about it)`; null where the source says nothing. */
function statedWords({ article: { source, sentiment } }: ExplainedArticle): string | null {
  if (sentiment === null) return null;
  const tickers = sentiment.tickers
    .slice(0, shownTickers)
    .map(({ ticker, relevance, statement }) =>
      [
        ticker,
        ...(statement === null ? [] : [statementWords(statement)]),
        ...(relevance === null ? [] : [`(${relevance.toFixed(2)} about it)`]),
      ].join(' '),
    );
  const more = sentiment.tickers.length - tickers.length;
  const parts = [
    ...(sentiment.article === null ? [] : [statementWords(sentiment.article)]),
    ...tickers,
    ...(more > 0 ? [`and ${more} more`] : []),
  ];
  return `${source}: ${parts.join('; ')}`;
}

function statementWords(statement: NativeStatement): string {
  const { nativeLabel } = statement;
  return `${sentimentWords(statement)}${nativeLabel === undefined ? '' : `, ${nativeLabel}`}`;
}

function scoreWords(score: StoryScore): string {
  const said = derivedScore(score);
  const words = said === null ? 'no opinion' : sentimentWords(said);
  return `${score.model}: ${words}, ${toIso(score.at)}${score.isPreferred ? ', preferred to what sources state' : ''}`;
}
