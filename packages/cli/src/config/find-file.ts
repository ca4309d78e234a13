import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** In the order in which they are looked for. */
export const configFileNames = ['ingest.config.yaml', 'ingest.config.yml', 'ingest.config.json'];

/** The nearest configuration file, looking upward from a directory. */
export function findConfigFile(from: string): string | null {
  for (let directory = from; ; directory = dirname(directory)) {
    const found = configFileNames.map((name) => join(directory, name)).find((path) => existsSync(path));
    if (found !== undefined) return found;
    if (directory === dirname(directory)) return null;
  }
}
