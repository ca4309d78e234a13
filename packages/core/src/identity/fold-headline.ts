import { decodeHTMLStrict } from 'entities/decode';

/** How often an entity may have been encoded again on its way. */
const entityRounds = 3;
const plainAscii = /^[\x20-\x7e]*$/;

/**
 * A headline with everything folded that is a matter of encoding and typography: entities, Unicode forms, quotes, dashes,
 * ellipses, invisible characters, white space and case.
 */
export function foldHeadline(headline: string): string {
  const text = decodeEntities(headline);
  // Most headlines are plain ASCII: nothing to fold but case and blanks.
  if (plainAscii.test(text)) return text.toLowerCase().replace(/ {2,}/g, ' ').trim();
  return foldUnicode(text);
}

/** `&RSQUO;`: what a desk that upper-cases everything makes of `&rsquo;`. */
const shoutedEntity = /&[A-Z]{2,8};/g;

function decodeEntities(headline: string): string {
  let text = headline;
  for (let round = 0; round < entityRounds && text.includes('&'); round += 1) {
    const decoded = decodeHTMLStrict(text.replace(shoutedEntity, (entity) => entity.toLowerCase()));
    if (decoded === text) return text;
    text = decoded;
  }
  return text;
}

const marks = /[\u00a9\u00ae\u2120\u2122]/g;
/** NFKC would write `5½` as `51⁄2` and `10²` as `102`. */
const raisedAfterDigit = /(?<=\p{Nd})(?=[\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u2089\u2150-\u215e])/gu;
const acute = /\u00b4/g;
const invisible = /\u034f|\p{Variation_Selector}|[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/gu;
const singleQuotes = /[\u2018-\u201b\u2032\u02b9\u02bc]/g;
const doubleQuotes = /[\u00ab\u00bb\u201c-\u201f]/g;
const shortDashes = /[\u2010-\u2013\u2212\u02d7]/g;
const longDashes = /[\u2014\u2015]/g;
/** Arrows stand for the one word that must not get lost. */
const upward = /[\u2191\u2b06\u25b2\u25b3\u{1f53a}\u{1f4c8}]/gu;
const downward = /[\u2193\u2b07\u25bc\u25bd\u{1f53b}\u{1f4c9}]/gu;
const blanks = /[\s\p{Cc}]+/gu;

function foldUnicode(text: string): string {
  const folded = text
    .replace(marks, ' ')
    .replace(raisedAfterDigit, ' ')
    .replace(acute, "'")
    .normalize('NFKC')
    .replace(invisible, '')
    .replace(singleQuotes, "'")
    .replace(doubleQuotes, '"')
    .replace(shortDashes, '-')
    .replace(longDashes, ' - ')
    .replace(upward, ' up ')
    .replace(downward, ' down ')
    .replace(blanks, ' ')
    .trim();
  // Through upper case, so that `ß` and `SS` agree; a final sigma depends on its neighbours, so it becomes a plain one.
  return folded.toUpperCase().toLowerCase().replaceAll('\u03c2', '\u03c3').normalize('NFKC');
}
