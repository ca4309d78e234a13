/** An encoding may be named in the first bytes of a document; no name is longer. */
const longestProlog = 1024;

/**
 * The text of an XML document: by its byte order mark, else by the charset of its content type, else by its prolog, else UTF-8. An
 * encoding that is not known counts as not named; bytes that are none of it become U+FFFD.
 */
export function decodeXml(bytes: Uint8Array, contentType: string | null): string {
  const decoder = decoderOf(markOf(bytes)) ?? decoderOf(charsetOf(contentType)) ?? decoderOf(prologOf(bytes));
  return (decoder ?? new TextDecoder()).decode(bytes);
}

function decoderOf(encoding: string | null): InstanceType<typeof TextDecoder> | null {
  if (encoding === null) return null;
  try {
    return new TextDecoder(encoding);
  } catch {
    return null;
  }
}

function markOf([first, second, third]: Uint8Array): string | null {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : null;
}

function charsetOf(contentType: string | null): string | null {
  return /;\s*charset\s*=\s*["']?([\w.:-]+)/i.exec(contentType ?? '')?.[1] ?? null;
}

/** A prolog that can be read letter by letter is in ASCII, so that UTF-16 in it is a mistake. */
function prologOf(bytes: Uint8Array): string | null {
  const beginning = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, longestProlog)).toString(
    'latin1',
  );
  const named = /^\s*<\?xml[^>]*?\bencoding\s*=\s*["']([\w.:-]+)["']/.exec(beginning)?.[1] ?? null;
  return named !== null && /^utf-?16/i.test(named) ? null : named;
}
