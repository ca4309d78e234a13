import type { ArticleHistory, DifferingWords, MismatchReason, Separation } from '@ingest/core';
import { preferenceWords, reasonWords, ruleWords } from './match-words.js';
import { count } from './time.js';

/** Why a story and its neighbour are two, as a sentence. */
export function separationWords(separation: Separation): string {
  switch (separation.kind) {
    case 'apart':
      return `Not joined: ${apartWords(separation)}.`;
    case 'joined-this':
      return `${articleName(separation.article)} of this story matches it, too (${ruleWords[separation.rule]}), but ${preferenceWords[separation.because]}.`;
    case 'joined-other':
      return `Its ${articleName(separation.article)} matches this story, too (${ruleWords[separation.rule]}), but ${preferenceWords[separation.because]}.`;
    case 'members-match':
      return `${articleName(separation.article)} of this story matches an article of it (${ruleWords[separation.rule]}), but not the one that it was begun with, and that alone decides.`;
    case 'anchors-match':
      return `They match (${ruleWords[separation.rule]}), but were stored before such matches were joined. Two stories are never merged afterwards.`;
    default:
      return separation satisfies never;
  }
}

/** How many words of each side are shown: of what has nothing in common there is nothing to learn. */
const mostWords = 4;

/** `"Friday"`, `"raises" / "cuts"`; empty where the words are the same, or too many. */
export function wordsBetween({ here, there }: DifferingWords): string {
  const sides = [here, there].filter((words) => words.length > 0);
  if (sides.some((words) => words.length > mostWords)) return '';
  return sides.map((words) => `"${words.join(' ')}"`).join(' / ');
}

/** Why two anchors do not match, and in which words they differ. */
export function apartWords({
  reason,
  otherReason,
  words,
  fewestWords,
}: Extract<Separation, { kind: 'apart' }>): string {
  const isSame = words.here.length === 0 && words.there.length === 0;
  const differing = wordsBetween(words);
  const named = differing === '' ? '' : `: ${differing}`;
  const said = (one: MismatchReason) =>
    one === 'too-few-words' && isSame
      ? `the same words, and too short to say anything (${count(fewestWords, 'word', 'words')})`
      : `${reasonWords[one]}${named}`;
  if (otherReason === undefined) return timeReasons.has(reason) ? reasonWords[reason] : said(reason);
  return `${reasonWords[reason]}, and ${said(otherReason)}`;
}

const timeReasons: ReadonlySet<MismatchReason> = new Set(['too-far-apart', 'other-date']);

/** `tiingo 123`: an article by its source and its id there. */
export function articleName({ source, sourceId }: Pick<ArticleHistory, 'source' | 'sourceId'>): string {
  return sourceId === null ? source : `${source} ${sourceId}`;
}
