import { shortestKeyStart } from '@ingest/core';

/** What a text may be that is to lead to a story. */
export interface StoryText {
  /** A whole key. */
  readonly key: string | null;
  /** The beginning of one. */
  readonly keyStart: string | null;
  readonly sourceId: string;
  /** The id of an article at one source: what stands before and behind the first colon. */
  readonly named: { readonly source: string; readonly sourceId: string } | null;
}

/** How long a story key is. */
export const keyLength = 32;

export function readStoryText(text: string): StoryText {
  const hex = /^[0-9a-f]+$/i.test(text) ? text.toLowerCase() : '';
  const colon = text.indexOf(':');
  return {
    key: hex.length === keyLength ? hex : null,
    keyStart: hex.length >= shortestKeyStart && hex.length < keyLength ? hex : null,
    sourceId: text,
    named: colon < 0 ? null : { source: text.slice(0, colon), sourceId: text.slice(colon + 1) },
  };
}
