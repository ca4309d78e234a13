import { createByteKeeper } from './byte-keeper.js';
import { parseJson } from './parse-json.js';

/** One entry of `log.entries`, where it lies in the file and what it says. */
export interface ScannedEntry {
  /** Bytes before it in the file. */
  readonly offset: number;
  /** Its length in bytes. */
  readonly length: number;
  /** Its JSON, with {@link cutMark} in place of every string of more than {@link longestKept} bytes. */
  readonly json: string;
  /** The strings that were cut out, by their place in the entry, quotation marks included. */
  readonly cuts: readonly Span[];
}

/** Bytes of an entry, from its first one on. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface HarScanner {
  /** The next bytes of the file. They are not kept: the caller may reuse the chunk. */
  push(chunk: Uint8Array): void;
  /** Everything was pushed. Answers with the members of `log`, a 0 in place of each entry. */
  end(): HarLog;
}

export type HarLog = Readonly<Record<string, unknown>> & { readonly entries: readonly unknown[] };

/** No url, name or time of an exchange with a source is this long: what is cut is a body, a screenshot or a data url. */
export const longestKept = 16_384;

/** Stands for a string that was cut out; begins like no text of people or programs does. */
export const cutMark = '\u0000…';

/** The same, as it stands in JSON. */
export const cutLiteral = JSON.stringify(cutMark);

/** What surrounds the entries is small in every HAR; a JSON file of another kind is not collected into memory. */
const largestSurrounding = 16 * 1024 * 1024;

const quote = 0x22;
const backslash = 0x5c;
const openBrace = 0x7b;
const openBracket = 0x5b;
/** Brackets differ from braces in this bit alone, so that one comparison finds both. */
const braceBit = 0x20;
const anyOpen = openBracket | braceBit;
const anyClose = 0x7d;

const placeholder = Buffer.from('0');
const cut = Buffer.from(cutLiteral);

/** The longest way to write a key that matters: seven letters, each as `\u0000`, and two quotation marks. */
const longestKey = 44;

/**
 * Finds the entries of a HAR in one pass over its bytes, whatever the order of keys, the white space and the size of the
 * chunks. It follows strings and brackets only; that the rest is JSON is left to `JSON.parse`, which sees every byte of
 * the document once (the inside of cut strings is seen when the entry is read). So memory is bounded by what is not cut.
 *
 * Where it is: outside `log` → (`"log": {`) → in the log → (`"entries": [`) → among the entries → (`{`) → in an entry;
 * the bracket that closes a place leads back out of it. Throws a SyntaxError that says what is wrong.
 */
export function createHarScanner(onEntry: (entry: ScannedEntry) => void): HarScanner {
  const surrounding = createByteKeeper();
  const inside = createByteKeeper();
  let kept = surrounding;
  /** Bytes of the file before the chunk at hand. */
  let offset = 0;
  let depth = 0;
  let inLog = false;
  let inEntries = false;
  let entryAt = 0;
  let entries = 0;
  let cuts: Span[] = [];
  let lastString = '';
  let inString = false;
  /** The chunk ended between a backslash and what it escapes. */
  let inEscape = false;
  let stringAt = 0;
  /** Where the string at hand begins in what is kept, when it began in an earlier chunk. */
  let carriedFrom = -1;

  function opens(chunk: Uint8Array, i: number, from: number): number {
    const isObject = chunk[i] === openBrace;
    let keepFrom = from;
    if (depth === 1 && isObject && lastString === 'log') inLog = true;
    else if (depth === 2 && inLog && !isObject && lastString === 'entries') inEntries = true;
    else if (depth === 3 && inEntries && isObject) {
      surrounding.append(chunk, from, i);
      surrounding.append(placeholder, 0, placeholder.length);
      if (surrounding.size() > largestSurrounding) throw notHar();
      inside.truncate(0);
      kept = inside;
      cuts = [];
      entryAt = offset + i;
      keepFrom = i;
    }
    lastString = '';
    depth += 1;
    return keepFrom;
  }

  function closes(chunk: Uint8Array, end: number, from: number): number {
    depth -= 1;
    lastString = '';
    if (depth === 3 && kept === inside) {
      inside.append(chunk, from, end);
      kept = surrounding;
      entries += 1;
      onEntry({ offset: entryAt, length: offset + end - entryAt, json: inside.text(0), cuts });
      return end;
    }
    if (depth === 2) inEntries = false;
    else if (depth === 1) inLog = false;
    return from;
  }

  function stringEnds(chunk: Uint8Array, end: number, from: number): number {
    const length = offset + end - stringAt;
    const carried = carriedFrom;
    carriedFrom = -1;
    lastString = '';
    if (length > longestKept) {
      if (carried >= 0) kept.truncate(carried);
      else kept.append(chunk, from, stringAt - offset);
      kept.append(cut, 0, cut.length);
      if (kept === inside) cuts.push({ from: stringAt - entryAt, to: offset + end - entryAt });
      return end;
    }
    if (kept === surrounding && depth <= 2 && length <= longestKey) {
      kept.append(chunk, from, end);
      lastString = readKey(kept.text(kept.size() - length));
      return end;
    }
    return from;
  }

  function chunkEnds(chunk: Uint8Array, from: number): void {
    if (!inString) {
      kept.append(chunk, from, chunk.length);
      return;
    }
    let rest = from;
    if (carriedFrom < 0) {
      rest = stringAt - offset;
      kept.append(chunk, from, rest);
      carriedFrom = kept.size();
    }
    if (offset + chunk.length - stringAt > longestKept) kept.truncate(carriedFrom);
    else kept.append(chunk, rest, chunk.length);
  }

  return {
    push(chunk) {
      const length = chunk.length;
      let i = 0;
      /** The first byte of the chunk that is neither kept nor cut yet. */
      let from = 0;
      while (i < length) {
        if (inString) {
          if (inEscape) {
            inEscape = false;
            i += 1;
          }
          i = endOfString(chunk, i);
          if (i >= length) {
            inEscape = i > length;
            break;
          }
          i += 1;
          inString = false;
          from = stringEnds(chunk, i, from);
          continue;
        }
        const byte = chunk[i] ?? 0;
        if (byte === quote) {
          inString = true;
          stringAt = offset + i;
        } else if ((byte | braceBit) === anyOpen) from = opens(chunk, i, from);
        else if ((byte | braceBit) === anyClose) from = closes(chunk, i + 1, from);
        i += 1;
      }
      chunkEnds(chunk, from);
      if (surrounding.size() > largestSurrounding) throw notHar();
      offset += length;
    },
    end() {
      if (inString || depth > 0) throw new SyntaxError(`it ends in the middle, after ${offset} bytes`);
      const text = surrounding.text(0);
      const log = logOf(parseJson(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text));
      // Two lists, or things in it that are no objects, do not add up.
      if (log?.entries.length !== entries || !log.entries.every((entry) => entry === 0)) throw notHar();
      return log;
    },
  };
}

/**
 * The place of the quotation mark that ends the string at hand; the chunk's length when it is not in the chunk, one more when
 * the chunk ends between a backslash and what it escapes.
 */
function endOfString(chunk: Uint8Array, from: number): number {
  const length = chunk.length;
  let i = from;
  while (i < length) {
    const byte = chunk[i];
    if (byte === quote) return i;
    i += byte === backslash ? 2 : 1;
  }
  return i;
}

function notHar(): SyntaxError {
  return new SyntaxError('it is JSON but not a HAR: it has no list `log.entries` of objects');
}

function logOf(document: unknown): HarLog | null {
  if (typeof document !== 'object' || document === null || !('log' in document)) return null;
  const { log } = document;
  const isHar = typeof log === 'object' && log !== null && 'entries' in log && Array.isArray(log.entries);
  return isHar ? (log as HarLog) : null;
}

/** A key as it is meant, however it is escaped. What is no string is found out when all is parsed. */
function readKey(json: string): string {
  return json.includes('\\') ? String(parseJson(json)) : json.slice(1, -1);
}
