/** What is needed of a stream of text, such as `process.stdout`. */
export interface LineStream {
  readonly writable: boolean;
  write(text: string, done: (error?: Error | null) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  removeListener(event: 'error', listener: (error: Error) => void): unknown;
}

/**
 * Writes a line, and resolves when whatever is behind the stream has taken it: a slow reader is waited for. Rejects with what
 * the stream says when nobody reads any more.
 */
export async function writeLine(stream: LineStream, line: string): Promise<void> {
  // A stream says what is wrong twice, to the callback and then as an event, and that one ends a process in which nobody listens.
  const ignore = () => {};
  stream.on('error', ignore);
  try {
    await new Promise<void>((resolve, reject) => {
      stream.write(`${line}\n`, (error) => (error ? reject(error) : resolve()));
    });
  } finally {
    setImmediate(() => stream.removeListener('error', ignore));
  }
}
