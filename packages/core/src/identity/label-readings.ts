import { isNumber, isPeriod, isTurning } from './turning-words.js';
import { contentWords } from './words.js';

/** A headline read as something said, and who says it: `Who: rest`, `rest: Who`, `rest - Who`, `rest, Who says`. */
export interface LabelReading {
  /** The last word of the name: `Edward Snowden` and `Snowden` are one. */
  readonly who: string;
  /** The words of what is said, joined as in a key. */
  readonly rest: string;
}

const fewestRestWords = 5;
const mostNameWords = 3;

/**
 * Every reading of a headline's text with a label. Only the first and the last colon are looked at and only the last dash
 * and comma, so that there are four at most, however many there are in a hostile headline.
 */
export function labelReadings(text: string): readonly LabelReading[] {
  const readings: LabelReading[] = [];
  for (const [name, rest] of splits(text)) {
    const words = nameWords(name);
    const who = words?.at(-1);
    if (who === undefined) continue;
    const restWords = contentWords(rest);
    if (restWords.length >= fewestRestWords) readings.push({ who, rest: restWords.join(' ') });
  }
  return readings;
}

function* splits(text: string): Generator<readonly [name: string, rest: string]> {
  const firstColon = text.indexOf(': ');
  if (firstColon >= 0) {
    yield [text.slice(0, firstColon), text.slice(firstColon + 2)];
    const lastColon = text.lastIndexOf(': ');
    yield [text.slice(lastColon + 2), text.slice(0, lastColon)];
  }
  const dash = text.lastIndexOf(' -');
  if (dash >= 0) yield [text.slice(dash + 2), text.slice(0, dash)];
  const comma = text.lastIndexOf(', ');
  if (comma >= 0 && saying.test(text.slice(-saysLength))) yield [text.slice(comma + 2), text.slice(0, comma)];
}

const saying = / (?:says?|said)$/;
const saysLength = ' says'.length;

/** The content words of the name; null when the text is no name. */
function nameWords(name: string): readonly string[] | null {
  const words = contentWords(name);
  if (words.length > mostNameWords || words.some(saysMore)) return null;
  return words;
}

function saysMore(word: string): boolean {
  return isNumber(word) || isTurning(word) || isPeriod(word);
}
