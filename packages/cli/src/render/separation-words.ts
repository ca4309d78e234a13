import type { ArticleHistory, Separation } from '@ingest/core';
import { preferenceWords, reasonWords, ruleWords } from './match-words.js';

/** Why a story and its neighbour are two, as a sentence. */
export function separationWords(separation: Separation): string {
  switch (separation.kind) {
    case 'apart':
      return `Not joined: ${reasonWords[separation.reason]}.`;
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

/** `tiingo 123`: an article by its source and its id there. */
export function articleName({ source, sourceId }: Pick<ArticleHistory, 'source' | 'sourceId'>): string {
  return sourceId === null ? source : `${source} ${sourceId}`;
}
