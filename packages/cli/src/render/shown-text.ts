import { escapeForTerminal } from '@ingest/core';

/** No script writes more marks on one letter. */
const mostMarks = 4;
const tooManyMarks = new RegExp(`(\\p{M}{${mostMarks}})\\p{M}+`, 'gu');
/** Not the joiners, which emoji and some scripts need between letters. */
const invisible = /\u034f|[\u00ad\u180e\u200b\u2060-\u2064\ufeff]/g;
const visible = /[^\s\p{M}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** A text from elsewhere for a terminal: nothing to obey in it, nothing that does not show, no heaps of marks on one letter. */
export function shownText(text: string): string {
  const escaped = escapeForTerminal(text);
  if (visible.test(escaped)) return escaped.replace(invisible, '').replace(tooManyMarks, '$1');
  return spelled(escaped.trim());
}

function spelled(text: string): string {
  return Array.from(text, (one) => `\\u{${(one.codePointAt(0) ?? 0).toString(16)}}`).join('');
}
