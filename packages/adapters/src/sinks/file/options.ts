import { resolve } from 'node:path';
import * as z from 'zod';
import { nameOf, readSinkOptions } from '../read-options.js';

/** Options of the file sink. */
export interface FileSinkOptions {
  /** The file; relative to the working directory. Its directory must be there. */
  readonly path: string;
  /** How the sink is known in the store and in reports. Default: `file-` and a hash of the whole path. */
  readonly name?: string | undefined;
}

const fileSinkOptions = z.strictObject({
  path: z.string().trim().min(1).describe('the path of a file'),
  name: z.string().trim().min(1).max(100).optional().describe('a name of 1 to 100 characters'),
});

/** Checks options and fills in the defaults. Throws CONFIG_INVALID. */
export function readFileOptions(options: unknown): { readonly name: string; readonly path: string } {
  const { path, name } = readSinkOptions('file', fileSinkOptions, options);
  const whole = resolve(path);
  return { name: name ?? nameOf('file', whole), path: whole };
}
