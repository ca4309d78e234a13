/** Deeper nesting is no news page but an attack on whoever walks it. */
export const deepestNesting = 64;

export type ParsedJson =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'too-deep' }
  | { readonly kind: 'invalid'; readonly cause: unknown };

/** Parses JSON text: nesting is bounded before anything is built, and no number loses digits (long ones become strings). */
export function parseJson(text: string): ParsedJson {
  const scan = scanJson(text);
  if (scan === null) return { kind: 'too-deep' };
  try {
    return { kind: 'value', value: JSON.parse(scan.length === 0 ? text : withQuotes(text, scan)) };
  } catch (cause) {
    return { kind: 'invalid', cause };
  }
}

/** A number has 15 digits that are safe in a double; shorter tokens need no second look. */
const shortestLossyNumber = 16;

interface Span {
  readonly start: number;
  readonly end: number;
}

/** One linear pass outside strings: the numbers that would lose digits, or null when the nesting is too deep. */
function scanJson(text: string): readonly Span[] | null {
  const lossy: Span[] = [];
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if (char === quoteMark) {
      at = endOfString(text, at);
    } else if (char === openBracket || char === openBrace) {
      depth += 1;
      if (depth > deepestNesting) return null;
    } else if (char === closeBracket || char === closeBrace) {
      depth -= 1;
    } else if (isDigit(char)) {
      const end = endOfNumber(text, at);
      const start = text.charCodeAt(at - 1) === minus ? at - 1 : at;
      if (end - start >= shortestLossyNumber && losesDigits(text.slice(start, end))) lossy.push({ start, end });
      at = end - 1;
    }
  }
  return lossy;
}

function losesDigits(token: string): boolean {
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(token) && String(Number(token)) !== token;
}

function withQuotes(text: string, spans: readonly Span[]): string {
  let quoted = '';
  let done = 0;
  for (const { start, end } of spans) {
    quoted += `${text.slice(done, start)}"${text.slice(start, end)}"`;
    done = end;
  }
  return quoted + text.slice(done);
}

/** Where the string that begins at `start` ends; the end of the text when it never does. */
function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let escapes = 0;
    while (text.charCodeAt(at - 1 - escapes) === backslash) escapes += 1;
    if (escapes % 2 === 0) return at;
  }
  return text.length;
}

function endOfNumber(text: string, start: number): number {
  let end = start;
  while (isNumberPart(text.charCodeAt(end))) end += 1;
  return end;
}

const quoteMark = 0x22;
const minus = 0x2d;
const backslash = 0x5c;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;

function isDigit(char: number): boolean {
  return char >= 0x30 && char <= 0x39;
}

function isNumberPart(char: number): boolean {
  return isDigit(char) || char === 0x2e || char === 0x2b || char === minus || char === 0x45 || char === 0x65;
}
