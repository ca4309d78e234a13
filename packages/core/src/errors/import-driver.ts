import { IngestError } from './ingest-error.js';

/** Packages that a part needs and that are not dependencies of ours. */
export interface Driver {
  /** Who needs them, as a message begins: `store`, the name of a sink. */
  readonly of: string;
  readonly packages: readonly string[];
  /** What to install, with the versions that are known to work. */
  readonly install: string;
}

/** Loads a driver on first use, by `load`. DRIVER_MISSING, with the command to run, when it is not installed or not built. */
export async function importDriver<T>(driver: Driver, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (thrown) {
    throw toDriverError(thrown, driver);
  }
}

/** A driver that cannot be loaded as DRIVER_MISSING, with the command in the one line that is kept; anything else as it is. */
export function toDriverError(thrown: unknown, { of, packages, install }: Driver): unknown {
  if (!(thrown instanceof Error)) return thrown;
  const code = 'code' in thrown ? thrown.code : undefined;
  const missing = packages.find((name) => thrown.message.includes(`'${name}'`));
  if (code === 'ERR_MODULE_NOT_FOUND' && missing !== undefined)
    return driverMissing(`${of}: the package ${missing} is not installed: npm install ${install}`, thrown);
  if (code === 'ERR_DLOPEN_FAILED' || thrown.message.startsWith('Could not locate the bindings file')) {
    const names = packages.join(' ');
    return driverMissing(
      `${of}: the package ${names} was not built for this version of Node: npm rebuild ${names}`,
      thrown,
    );
  }
  return thrown;
}

function driverMissing(problem: string, cause: unknown): IngestError {
  return new IngestError('DRIVER_MISSING', problem, { cause });
}
