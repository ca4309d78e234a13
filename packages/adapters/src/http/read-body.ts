/** What a news page may hold at most, in bytes after decoding. */
export const largestBody = 10_000_000;

export interface BodyText {
  readonly text: string;
  /** False when the body is larger than the limit: the text ends there and the rest was never read. */
  readonly whole: boolean;
}

/**
 * Reads a body as UTF-8 (a byte order mark is dropped, invalid bytes become U+FFFD) up to a limit in bytes, then stops
 * and gives the connection up. Rejects with the signal's reason at once when it aborts, else with what the stream threw.
 */
export async function readBody(response: Response, limit: number, signal: AbortSignal): Promise<BodyText> {
  const reader = (response.body as ReadableStream<Uint8Array> | null)?.getReader();
  if (reader === undefined) return { text: '', whole: true };
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
    const text = new TextDecoder().decode(Buffer.concat(chunks, Math.min(size, limit)));
    return { text, whole: size <= limit };
  } catch (thrown) {
    throw signal.aborted ? signal.reason : thrown;
  } finally {
    signal.removeEventListener('abort', giveUp);
    giveUp();
  }
}
