import * as z from 'zod';
import { readSinkOptions, sinkName } from '../read-options.js';

/** Options of the stdout sink. */
export interface StdoutSinkOptions {
  /** How the sink is known in the store and in reports. Default: `stdout`. */
  readonly name?: string | undefined;
}

const stdoutSinkOptions = z.strictObject({ name: sinkName });

/** Checks options and fills in the defaults. Throws CONFIG_INVALID that names the option. */
export function readStdoutOptions(options: StdoutSinkOptions): { readonly name: string } {
  // There is one stdout: no hash is needed to tell it from others.
  const { name = 'stdout' } = readSinkOptions('stdout', stdoutSinkOptions, options);
  return { name };
}
