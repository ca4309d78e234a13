import {
  type ArticleHistory,
  type DifferingWords,
  type EpochMs,
  type ExplainedArticle,
  type ExplainedNeighbour,
  type ExplainedStory,
  type MatchRule,
  publisherFamily,
  publisherFamilyName,
  toIso,
} from '@ingest/core';
import type { Screen } from '../output.js';
import { explainSentiment } from './explain-sentiment.js';
import { ruleWords } from './match-words.js';
import { articleName, separationWords, wordsBetween } from './separation-words.js';
import { shownText } from './shown-text.js';
import { cut, renderTable } from './table.js';
import { ago, count } from './time.js';

/** What fits on a screen with the rest of it. */
const shownArticles = 12;

/** Why a story is the story that it is: what it says, its articles and how each joined, the nearest other one. */
export function explainLines(explained: ExplainedStory, now: EpochMs, screen: Screen): string[] {
  const { story, keys, articles, nearest } = explained;
  const { paint } = screen;
  const aliases = keys.slice(1);
  const carriers = count(articles.length, 'article', 'articles');
  const publishers = count(story.publishers.length, 'independent publisher', 'independent publishers');
  const named =
    story.publishers.length === 0
      ? ''
      : `, ${publishers}: ${story.publishers.map((family) => shownName(family, articles)).join(', ')}`;
  const lines = [
    shownText(story.headline),
    `  story      ${story.storyKey}`,
    ...aliases.map((key, at) => `  ${at === 0 ? 'also' : '    '}       ${key}`),
    ...newerLines(explained),
    `  published  ${moment(story.publishedAt, now)}   ${story.tickers.join(' ')}`,
    `  carried by ${carriers}${shownText(named)}`,
    ...explainSentiment(explained),
    '',
    ...articleLines(articles.slice(0, shownArticles), now, screen),
    ...(articles.length > shownArticles ? [paint.dim(`   and ${articles.length - shownArticles} more (--json)`)] : []),
    '',
    ...(nearest === null ? ['No other story comes near to it.'] : neighbourLines(nearest, now)),
  ];
  return lines.map((line) => cut(line.trimEnd(), screen.columns, paint.ellipsis));
}

/** A story shows its earliest article; what the same source said later of it may be news. */
function newerLines({ story, articles }: ExplainedStory): string[] {
  const own = articles.filter(({ article }) => article.source === story.leadSource).map(({ article }) => article);
  const newest = own.toSorted((a, b) => b.publishedAt - a.publishedAt || b.firstSeenAt - a.firstSeenAt)[0];
  if (newest === undefined || newest.headline === story.headline) return [];
  return [`  newer text ${shownText(`${newest.headline} (${articleName(newest)})`)}`];
}

/** `Financial Times`; a publisher of no family as its first article writes it. */
function shownName(family: string, articles: readonly ExplainedArticle[]): string {
  const one = articles.find(({ article }) => publisherFamily(article.publisher, article.url) === family);
  return publisherFamilyName(family) ?? one?.article.publisher ?? family;
}

function articleLines(articles: readonly ExplainedArticle[], now: EpochMs, { columns, paint }: Screen): string[] {
  const rows = articles.map(({ article, joined, words }, at) => [
    ago(toIso(article.firstSeenAt), now),
    article.source,
    shownText(article.sourceId ?? paint.dash),
    shownText(article.publisher ?? ''),
    joined === null
      ? 'begun with'
      : shownText(joinedWords(article, joined, at > 0 ? articles[0]?.article : undefined) + wordPart(article, words)),
    shownText(article.headline),
  ]);
  const titles = [
    { title: 'seen', align: 'right' },
    { title: 'source' },
    { title: 'id' },
    { title: 'publisher' },
    { title: 'joined by' },
    { title: 'headline', isFlexible: true },
  ] as const;
  const [title = '', ...lines] = renderTable(titles, rows, columns, paint.ellipsis);
  return [
    title,
    ...lines.flatMap((line, at) => [
      line,
      ...(articles[at]?.article.earlier ?? []).map(({ headline, replacedAt }) =>
        paint.dim(cut(`   until ${toIso(replacedAt)}: ${shownText(headline)}`, columns, paint.ellipsis)),
      ),
    ]),
  ];
}

/** With whom is said only where it is not the anchor. */
function joinedWords({ joinedBy }: ArticleHistory, joined: ArticleHistory, anchor: ArticleHistory | undefined): string {
  const words = ruleWords[joinedBy ?? 'same'];
  return joined === anchor ? words : `${words} as ${articleName(joined)}`;
}

/** Rules that know which word it is. */
const wordRules: ReadonlySet<MatchRule | null> = new Set<MatchRule>(['extra', 'abbr', 'plural']);

function wordPart({ joinedBy }: ArticleHistory, words: DifferingWords | null): string {
  const named = words === null || !wordRules.has(joinedBy) ? '' : wordsBetween(words);
  return named === '' ? '' : `: ${named}`;
}

function neighbourLines({ story, separation, anchorHeadline }: ExplainedNeighbour, now: EpochMs): string[] {
  return [
    'Nearest story that is another one',
    `  ${shownText(story.headline)}`,
    ...(anchorHeadline === story.headline
      ? []
      : [`  compared by what it was begun with: ${shownText(anchorHeadline)}`]),
    `  ${story.storyKey}   published ${moment(story.publishedAt, now)}`,
    ...shownText(separationWords(separation))
      .split(/(?<=\.) |(?<=,) (?=but )/)
      .map((sentence) => `  ${sentence}`),
  ];
}

/** `3 min ago, 2026-06-04T13:30:00.000Z`; of the far past the instant alone. */
function moment(at: EpochMs, now: EpochMs): string {
  const iso = toIso(at);
  const words = ago(iso, now);
  return iso.startsWith(words) ? iso : `${words}, ${iso}`;
}
