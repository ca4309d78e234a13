import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

const names = ['ingest.config.yaml', 'ingest.config.yml', 'ingest.config.json'];

/** The nearest configuration file, looking upward from a directory. */
export function findConfigFile(from: string): string | null {
  for (let directory = from; ; directory = dirname(directory)) {
    const found = names.map((name) => join(directory, name)).find((path) => existsSync(path));
    if (found !== undefined) return found;
    if (directory === dirname(directory)) return null;
  }
}
