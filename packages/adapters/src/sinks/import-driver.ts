import { IngestError } from '@ingest/core';

/** Packages that a sink needs and that are not dependencies of ours. */
export interface SinkDriver {
  /** Name of the sink. */
  readonly sink: string;
  readonly packages: readonly string[];
  /** What to install, with the versions that are known to work. */
  readonly install: string;
}

/** Loads a driver on first use. DRIVER_MISSING, with the command to run in the one line that is kept, when it is not installed. */
export async function importDriver<T>({ sink, packages, install }: SinkDriver, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (thrown) {
    const missing = packages.find((name) => isMissing(thrown, name));
    if (missing === undefined) throw thrown;
    const problem = `${sink}: the package ${missing} is not installed: npm install ${install}`;
    throw new IngestError('DRIVER_MISSING', problem, { cause: thrown });
  }
}

function isMissing(thrown: unknown, name: string): boolean {
  return (
    thrown instanceof Error &&
    'code' in thrown &&
    thrown.code === 'ERR_MODULE_NOT_FOUND' &&
    thrown.message.includes(`'${name}'`)
  );
}
