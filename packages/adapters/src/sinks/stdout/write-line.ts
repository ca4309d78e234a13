import type { LineStream } from '../services.js';

/**
 * Writes a line, and resolves when whatever is behind the stream has taken it: a slow reader is waited for. Rejects with what
 * the stream says when nobody reads any more.
 */
export function writeLine(stream: LineStream, line: string): Promise<void> {
  return new Promise((resolve, reject) => {
    // A stream says what is wrong twice, to the callback and then as an event, which ends a process in which nobody listens.
    const ignore = () => {};
    const stopListening = () => stream.removeListener('error', ignore);
    stream.on('error', ignore);
    stream.write(`${line}\n`, (error) => {
      if (error) {
        setImmediate(stopListening);
        reject(error);
      } else {
        stopListening();
        resolve();
      }
    });
  });
}
