import { decodeHTMLStrict } from 'entities/decode';
import { limits } from '../model/primitives.js';
import { noSecrets, type Redact } from './redact.js';
import { stripTags } from './strip-tags.js';

/** HTML is found encoded once, in feeds twice; the last round proves that nothing is left. */
const rounds = 4;

/**
 * HTML reduced to plain text: no tags, no scripts and styles, entities decoded, also where the HTML was encoded again.
 * Text that only looks a little like it stays (`a < b`, `AT&T`). Plain text comes back as it is.
 */
export function plainText(text: string): string {
  let plain = text;
  for (let round = 0; round < rounds; round += 1) {
    if (!/[&<]/.test(plain)) return plain;
    const next = decodeHTMLStrict(stripTags(plain));
    if (next === plain) return plain;
    plain = next;
  }
  // Nested deeper than anybody writes: made harmless instead of peeled for ever.
  return plain.replace(/[&<]/g, ' ');
}

const mark = '…';

/**
 * One line of plain, well-formed text from whatever a source sent: NUL removed, lone surrogates replaced by U+FFFD, white
 * space (line breaks too) collapsed to single blanks and trimmed. Other control characters are data and stay. Secrets are
 * taken out of what is left, because markup and invisible characters may have hidden them.
 * Longer text is cut at a code point to `maxLength` UTF-16 units, the mark `…` included. Null when nothing visible is left.
 */
export function cleanText(text: string, maxLength: number, redact: Redact = noSecrets): string | null {
  if (!(maxLength >= 1)) throw new RangeError(`maxLength must be at least 1, not ${maxLength}`);
  const line = redactSeen(toLine(text), redact);
  return visible.test(line) ? cut(line, maxLength) : null;
}

/**
 * A text letter by letter as it came, unless markup or invisible characters hide a secret in it: then what is seen of it,
 * without the secret.
 */
export function redactHidden(text: string, redact: Redact): string {
  const line = toLine(text);
  const redacted = redactSeen(line, redact);
  return redacted === line ? text : redacted;
}

function toLine(text: string): string {
  const whole = text.replaceAll('\u0000', '').replace(loneSurrogates, '\ufffd');
  return plainText(whole).replace(/\s+/g, ' ').trim();
}

/** Takes secrets out of a line, also those that invisible characters split. */
function redactSeen(line: string, redact: Redact): string {
  const redacted = redact(line);
  const seen = redacted.replace(invisible, '');
  const found = redact(seen);
  return found === seen ? redacted : found;
}

const invisible = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
/** The blank pattern of Braille is no white space, and shows nothing all the same. */
const visible = /[^\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** With the `u` flag a pair is one character, so that only lone ones match. */
const loneSurrogates = /[\ud800-\udfff]/gu;

function cut(line: string, maxLength: number): string {
  if (line.length <= maxLength) return line;
  const kept = line.slice(0, maxLength - mark.length);
  const splitsPair = /[\ud800-\udbff]$/.test(kept);
  return `${(splitsPair ? kept.slice(0, -1) : kept).trimEnd()}${mark}`;
}

/** What has no place in a url: blanks, backslashes, control and invisible characters. */
const improper = '\\s\\\\\\p{Cc}\\u061c\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u2069\\ufeff';
const webUrl = new RegExp(`^https?://[^@/?#${improper}]+(?:[/?#][^${improper}]*)?$`, 'iu');

/**
 * An http or https url, letter by letter as it came, or null: for every other scheme and form, for blanks, control and
 * invisible characters, for user names and passwords, and for more than `limits.url` characters.
 */
export function safeUrl(text: string): string | null {
  return text.length <= limits.url && webUrl.test(text) && URL.canParse(text) ? text : null;
}

const controls = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;
const shortForms: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** For terminals: control characters (with them ANSI sequences) and bidi controls as visible escapes, such as `\x1b`. */
export function escapeForTerminal(text: string): string {
  return text.replace(controls, (character) => shortForms[character] ?? escaped(character.charCodeAt(0)));
}

/** JSON that means the same, and in which a terminal finds nothing to obey: what JSON leaves raw of such characters is spelled. */
export function escapeJsonForTerminal(json: string): string {
  return json.replace(/[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

function escaped(code: number): string {
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
}
