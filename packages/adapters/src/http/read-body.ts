/** What a news page may hold at most, in bytes after decoding. */
export const largestBody = 10_000_000;

export interface BodyText {
  readonly text: string;
  /** False when the body is larger than the limit: the text ends there and the rest was never read. */
  readonly whole: boolean;
}

export interface BodyBytes {
  readonly bytes: Uint8Array;
  /** False when the body is larger than the limit: the bytes end there and the rest was never read. */
  readonly whole: boolean;
}

/** The same as {@link readBytes}, as UTF-8: a byte order mark is dropped, invalid bytes become U+FFFD. */
export async function readBody(response: Response, limit: number, signal: AbortSignal): Promise<BodyText> {
  const { bytes, whole } = await readBytes(response, limit, signal);
  return { text: new TextDecoder().decode(bytes), whole };
}

/**
 * Reads a body up to a limit in bytes, then stops and gives the connection up. Rejects with the signal's reason at once
 * when it aborts, else with what the stream threw.
 */
export async function readBytes(response: Response, limit: number, signal: AbortSignal): Promise<BodyBytes> {
  const reader = (response.body as ReadableStream<Uint8Array> | null)?.getReader();
  if (reader === undefined) return { bytes: new Uint8Array(), whole: true };
  const giveUp = () => void reader.cancel(signal.reason).catch(() => undefined);
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    signal.throwIfAborted();
    const chunks: Uint8Array[] = [];
    let size = 0;
    for (;;) {
      const { done, value } = await reader.read();
      // A cancelled stream looks like one that ended.
      signal.throwIfAborted();
      if (done) break;
      chunks.push(value);
      size += value.byteLength;
      if (size > limit) break;
    }
    return { bytes: Buffer.concat(chunks, Math.min(size, limit)), whole: size <= limit };
  } catch (thrown) {
    throw signal.aborted ? signal.reason : thrown;
  } finally {
    signal.removeEventListener('abort', giveUp);
    giveUp();
  }
}
