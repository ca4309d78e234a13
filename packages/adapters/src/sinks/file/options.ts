import { resolve } from 'node:path';
import * as z from 'zod';
import { defaultName, readSinkOptions, sinkName } from '../read-options.js';

/** Options of the file sink. */
export interface FileSinkOptions {
  /** The file, relative to the working directory. Its directory must be there. */
  readonly path: string;
  /** How the sink is known in the store and in reports. Default: `file-` and a hash of the absolute path. */
  readonly name?: string | undefined;
}

/** Options with nothing left open. */
export interface ResolvedFileOptions {
  readonly name: string;
  /** Absolute. */
  readonly path: string;
}

const fileSinkOptions = z.strictObject({
  path: z
    .string()
    .trim()
    .regex(/^[^\0]+$/)
    .describe('the path of a file'),
  name: sinkName,
});

/** Checks options and fills in the defaults. Throws CONFIG_INVALID that names the option. */
export function readFileOptions(options: FileSinkOptions): ResolvedFileOptions {
  const read = readSinkOptions('file', fileSinkOptions, options);
  const path = resolve(read.path);
  return { path, name: read.name ?? defaultName('file', path) };
}
