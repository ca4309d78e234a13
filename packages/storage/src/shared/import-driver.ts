import { IngestError } from '@ingest/core';

/** A package that a store needs and that is not a dependency of ours. */
export interface Driver {
  readonly name: string;
  /** What to install, with the range that is known to work. */
  readonly install: string;
}

/** Loads a driver on first use. DRIVER_MISSING, with the command to run, when it is not installed or not built. */
export async function importDriver<T>(driver: Driver, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (thrown) {
    throw toDriverError(thrown, driver);
  }
}

/** A driver that cannot be loaded as DRIVER_MISSING; anything else as it is. */
export function toDriverError(thrown: unknown, { name, install }: Driver): unknown {
  if (!(thrown instanceof Error)) return thrown;
  const code = 'code' in thrown ? thrown.code : undefined;
  if (code === 'ERR_MODULE_NOT_FOUND' && thrown.message.includes(`'${name}'`))
    return missing(`the package ${name} is not installed: npm install ${install}`, thrown);
  if (code === 'ERR_DLOPEN_FAILED' || thrown.message.startsWith('Could not locate the bindings file'))
    return missing(`the package ${name} was not built for this version of Node: npm rebuild ${name}`, thrown);
  return thrown;
}

/** The command stands in the message, as it does for the driver of a sink: where one line is kept, it is that one. */
function missing(problem: string, cause: unknown): IngestError {
  return new IngestError('DRIVER_MISSING', `store: ${problem}`, { cause });
}
