import { escapeJsonForTerminal, type Sink, SinkError, toError, untilAborted } from '@ingest/core';
import { toCloudEvent } from '../envelope.js';
import type { SinkServices } from '../services.js';
import { readStdoutOptions, type StdoutSinkOptions } from './options.js';
import { writeLine } from './write-line.js';

/**
 * Writes each message to stdout as one line of JSON (NDJSON), the CloudEvent that a webhook would get; it counts as delivered
 * when the reader has taken it. A try after one that was stopped waits for the line of that one. Throws CONFIG_INVALID for a bad
 * option.
 */
export function createStdoutSink(
  options: StdoutSinkOptions = {},
  { stdout = process.stdout }: SinkServices = {},
): Sink {
  const { name } = readStdoutOptions(options);
  /** What was handed to the stream last, until somebody has heard what became of it. */
  let unheard: { readonly eventId: string; readonly writing: Promise<void> } | null = null;
  return {
    name,
    async deliver(message, { signal }) {
      signal.throwIfAborted();
      const { eventId } = message;
      try {
        // A reader that stands still gets no second line behind the first, and no second copy of it.
        if (unheard !== null && unheard.eventId !== eventId) {
          await untilAborted(signal, unheard.writing.catch(ignore));
          unheard = null;
        }
        unheard ??= {
          eventId,
          writing: writeLine(stdout, escapeJsonForTerminal(JSON.stringify(toCloudEvent(message)))),
        };
        await untilAborted(signal, unheard.writing);
        unheard = null;
      } catch (thrown) {
        if (signal.aborted) throw signal.reason;
        unheard = null;
        throw notTaken(name, thrown);
      }
    },
    async check() {
      if (!stdout.writable) throw notTaken(name, closed());
    },
  };
}

/** Of another message: whoever sent that one hears it. */
function ignore(): void {}

function notTaken(sink: string, thrown: unknown): SinkError {
  const { code, message } = toError(thrown) as NodeJS.ErrnoException;
  const words = code === undefined ? undefined : closedWords[code];
  const problem = `${sink}: cannot write to stdout: ${words === undefined ? message : `${words} (${code})`}`;
  return new SinkError('SINK_UNAVAILABLE', problem, { sink, cause: thrown });
}

const nobodyReads = 'nobody reads it any more';
const closedWords: Readonly<Record<string, string>> = {
  EPIPE: nobodyReads,
  ERR_STREAM_DESTROYED: nobodyReads,
  ERR_STREAM_WRITE_AFTER_END: nobodyReads,
  ENOSPC: 'the disk is full',
};

function closed(): Error {
  return Object.assign(new Error(nobodyReads), { code: 'ERR_STREAM_DESTROYED' });
}
