import { noSecrets, type Sink, SinkError, toError } from '@ingest/core';
import { toCloudEvent } from '../envelope.js';
import type { SinkServices } from '../services.js';
import { appendLine, assertAppendable } from './append-line.js';
import { type FileSinkOptions, readFileOptions } from './options.js';

/**
 * Appends each message to a file as one line of JSON (NDJSON), the CloudEvent that a webhook would get; it counts as delivered
 * when it is on the disk. Throws CONFIG_INVALID for a bad option; opens nothing.
 */
export function createFileSink(options: FileSinkOptions, { redact = noSecrets }: SinkServices = {}): Sink {
  const { name, path } = readFileOptions(options);
  const attempt = async (append: Promise<void>) => {
    try {
      await append;
    } catch (thrown) {
      const problem = redact(`${name}: cannot append to ${path}: ${inWords(thrown)}`);
      throw new SinkError('SINK_UNAVAILABLE', problem, { sink: name, cause: thrown });
    }
  };
  return {
    name,
    async deliver(message, { signal }) {
      signal.throwIfAborted();
      await attempt(appendLine(path, JSON.stringify(toCloudEvent(message))));
    },
    check: () => attempt(assertAppendable(path)),
  };
}

const words: Readonly<Record<string, string>> = {
  ENOENT: 'its directory is not there',
  ENOTDIR: 'its directory is a file',
  EACCES: 'this user may not write it',
  EPERM: 'this user may not write it',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
};

function inWords(thrown: unknown): string {
  const { code, message } = toError(thrown) as NodeJS.ErrnoException;
  const known = code === undefined ? undefined : words[code];
  return known === undefined ? message : `${known} (${code})`;
}
