import type { SentimentScore } from '@ingest/core';
import type { Screen } from '../output.js';
import type { SentimentCounts, SentimentSummary } from '../sentiment/summarise.js';
import { weekdayOf } from './exchange-time.js';
import { labelSigns, sentimentWords, signedScore } from './sentiment-words.js';
import { shownText } from './shown-text.js';
import { renderTable } from './table.js';
import { count } from './time.js';

/** What a source says of a ticker as a whole. */
export interface ShownAggregate {
  readonly source: string;
  readonly sentiment: SentimentScore;
  readonly articlesLastWeek: number | null;
}

export interface SentimentPicture {
  readonly summary: SentimentSummary;
  readonly minRelevance: number;
  /** As they were asked for; null when nobody was asked. */
  readonly aggregates: readonly ShownAggregate[] | null;
}

/** The widest that the bar of a day becomes. */
const widestBar = 40;

/** What the news about a ticker says, day by day: a sign a story, and below what stands behind it. */
export function sentimentLines({ summary, minRelevance, aggregates }: SentimentPicture, screen: Screen): string[] {
  const { ticker, total, days } = summary;
  const { columns, paint } = screen;
  const first = days[0]?.date ?? '';
  const last = days.at(-1)?.date ?? '';
  const mean = total.meanScore === null ? '' : `, mean ${signedScore(total.meanScore, paint.dash)}`;
  const scored = total.stories - total.unscored;
  const most = Math.max(1, ...days.map(({ stories }) => stories));
  const rows = days.map((day) => [
    `${weekdayOf(day.date)} ${day.date}`,
    String(day.stories),
    String(day.positive),
    String(day.neutral),
    String(day.negative),
    signedScore(day.meanScore, paint.dash),
    bar(day, Math.min(1, widestBar / most)),
  ]);
  const titles = [
    { title: 'day' },
    { title: 'stories', align: 'right' },
    { title: 'good', align: 'right' },
    { title: 'neither', align: 'right' },
    { title: 'bad', align: 'right' },
    { title: 'mean', align: 'right' },
    { title: '' },
  ] as const;
  return [
    `${ticker}  ${first} to ${last}: ${count(total.stories, 'story', 'stories')}, ${scored} with a sentiment${mean}`,
    '',
    ...renderTable(titles, rows, columns, paint.ellipsis),
    paint.dim(' + good news   = neither   - bad news   . nobody says   (days of New York)'),
    '',
    ...standing(summary, minRelevance).map((line) => ` ${line}`),
    ...(aggregates ?? []).map((aggregate) => ` ${aggregateLine(aggregate, ticker)}`),
  ];
}

/** `+++==-..`: a sign a story, fewer where one day has more than fit; what is there at all has one. */
function bar({ positive, neutral, negative, unscored }: SentimentCounts, scale: number): string {
  const signs = (sign: string, stories: number) => sign.repeat(Math.ceil(stories * scale));
  return [
    signs(labelSigns.positive, positive),
    signs(labelSigns.neutral, neutral),
    signs(labelSigns.negative, negative),
    signs('.', unscored),
  ].join('');
}

/** Who says so, how sure that is, and what was left out. */
function standing(summary: SentimentSummary, minRelevance: number): string[] {
  const { total, derived, models, lowConfidence, notStated, disagreements, lessRelevant, ticker } = summary;
  const scored = total.stories - total.unscored;
  const lines: string[] = [];
  if (scored > 0) {
    const share = Math.round((derived / scored) * 100);
    const said = models.map(({ model, stories }) => `${shownText(model)} ${stories}`).join(', ');
    lines.push(`said by ${said}: ${share} % derived (${derived} of ${scored}), the rest as sources state it`);
    lines.push(
      `confidence: ${lowConfidence} low, ${notStated} not stated, ${scored - lowConfidence - notStated} better`,
    );
  }
  if (total.unscored > 0) lines.push(`of ${total.unscored} nobody says anything`);
  if (disagreements > 0)
    lines.push(`! sources say the opposite of each other: ${count(disagreements, 'story', 'stories')}`);
  if (lessRelevant > 0)
    lines.push(
      `left out: ${count(lessRelevant, 'story', 'stories')} less than ${minRelevance} about ${ticker} (--min-relevance 0 counts them too)`,
    );
  return lines;
}

function aggregateLine({ source, sentiment, articlesLastWeek }: ShownAggregate, ticker: string): string {
  const basis = articlesLastWeek === null ? '' : `, from ${count(articlesLastWeek, 'article', 'articles')} of a week`;
  return `${source} of ${ticker} as a whole${basis}: ${sentimentWords(sentiment)} (of no single story)`;
}
