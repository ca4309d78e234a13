const backslash = 0x5c;
const quote = 0x22;
const letterU = 0x75;
const firstPrintable = 0x20;

/** What a letter behind a backslash stands for; 0 where it stands for nothing. */
const plainEscapes = new Uint8Array(256);
for (const [letter, meant] of Object.entries({
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
})) {
  plainEscapes[letter.charCodeAt(0)] = meant.charCodeAt(0);
}

/**
 * The text of a JSON string as UTF-8, straight from the UTF-8 of its literal (quotation marks included): what
 * `Buffer.from(JSON.parse(literal))` gives, without the strings in between, which cost more than all else for long bodies.
 * The text is written over the literal, for no escape is shorter than what it stands for. Throws a SyntaxError where the
 * literal is not JSON.
 */
export function unescapeJson(literal: Buffer): Buffer {
  const end = literal.length - 1;
  if (end < 1 || literal[0] !== quote || literal[end] !== quote) throw notJson();
  let size = 0;
  let i = 1;
  for (;;) {
    let byte = literal[i] ?? 0;
    while (byte !== backslash && byte !== quote && byte >= firstPrintable) {
      literal[size] = byte;
      size += 1;
      i += 1;
      byte = literal[i] ?? 0;
    }
    if (i === end) return literal.subarray(0, size);
    const letter = byte === backslash && i + 1 < end ? (literal[i + 1] ?? 0) : 0;
    if (letter === letterU) {
      const character = readCharacter(literal, i);
      size += literal.write(character, size);
      i += character.length * unitLength;
    } else {
      const plain = plainEscapes[letter] ?? 0;
      if (plain === 0) throw notJson();
      literal[size] = plain;
      size += 1;
      i += 2;
    }
  }
}

/** `\u0000` */
const unitLength = 6;

/** The character that is escaped at a place: one code unit, or the two of a pair. */
function readCharacter(literal: Buffer, at: number): string {
  const first = readUnit(literal, at);
  if (first === null) throw notJson();
  if (first < 0xd800 || first > 0xdbff) return String.fromCharCode(first);
  const second = readUnit(literal, at + unitLength);
  return second !== null && second >= 0xdc00 && second <= 0xdfff
    ? String.fromCharCode(first, second)
    : String.fromCharCode(first);
}

/** Null where no code unit is escaped. The quotation mark at the end of the literal keeps it from being read over. */
function readUnit(literal: Buffer, at: number): number | null {
  const escaped = String.fromCharCode(...literal.subarray(at, at + unitLength));
  return /^\\u[0-9a-fA-F]{4}$/.test(escaped) ? Number.parseInt(escaped.slice(2), 16) : null;
}

function notJson(): SyntaxError {
  return new SyntaxError('it is not JSON');
}
