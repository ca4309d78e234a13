import { escapeJsonForTerminal, type Sink, SinkError, toError, untilAborted } from '@ingest/core';
import { toCloudEvent } from '../envelope.js';
import type { SinkServices } from '../services.js';
import { readStdoutOptions, type StdoutSinkOptions } from './options.js';
import { writeLine } from './write-line.js';

/**
 * Writes each message to stdout as one line of JSON (NDJSON), the CloudEvent that a webhook would get; it counts as delivered
 * when the reader has taken it. Throws CONFIG_INVALID for a bad option.
 */
export function createStdoutSink(
  options: StdoutSinkOptions = {},
  { stdout = process.stdout }: SinkServices = {},
): Sink {
  const { name } = readStdoutOptions(options);
  return {
    name,
    async deliver(message, { signal }) {
      signal.throwIfAborted();
      const line = escapeJsonForTerminal(JSON.stringify(toCloudEvent(message)));
      try {
        await untilAborted(signal, writeLine(stdout, line));
      } catch (thrown) {
        throw signal.aborted ? signal.reason : notTaken(name, thrown);
      }
    },
    async check() {
      if (!stdout.writable) throw notTaken(name, closed());
    },
  };
}

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
