import { open } from 'node:fs/promises';
import { type Sink, SinkError, toError } from '@ingest/core';
import { toCloudEvent } from '../envelope.js';
import { type FileSinkOptions, readFileOptions } from './options.js';

/** Appends each message to a file as one line of JSON (NDJSON), on the disk before it counts as delivered. */
export function createFileSink(options: FileSinkOptions): Sink {
  const { name, path } = readFileOptions(options);
  return {
    name,
    async deliver(message, { signal }) {
      signal.throwIfAborted();
      try {
        const file = await open(path, 'a');
        try {
          // One write, so that lines of two processes do not mix.
          await file.write(`${JSON.stringify(toCloudEvent(message))}\n`);
          await file.sync();
        } finally {
          await file.close();
        }
      } catch (thrown) {
        throw new SinkError('SINK_UNAVAILABLE', `${name}: cannot write to ${path}: ${toError(thrown).message}`, {
          sink: name,
          hint: 'check that its directory exists, can be written and has room',
          cause: thrown,
        });
      }
    },
  };
}
