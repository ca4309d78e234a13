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
    return new IngestError('DRIVER_MISSING', `this store needs the package ${name}, which is not installed`, {
      hint: `npm install ${install}`,
      cause: thrown,
    });
  if (code === 'ERR_DLOPEN_FAILED' || thrown.message.startsWith('Could not locate the bindings file'))
    return new IngestError('DRIVER_MISSING', `the package ${name} was not built for this version of Node`, {
      hint: `npm rebuild ${name}`,
      cause: thrown,
    });
  return thrown;
}
