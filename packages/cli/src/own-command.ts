import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** How this program is started by whoever does not look for it in a path: both are real paths, without links. */
export function ownCommand(): { readonly node: string; readonly bin: string } {
  return {
    node: realpathSync(process.execPath),
    bin: realpathSync(fileURLToPath(new URL('../bin/ingest.js', import.meta.url))),
  };
}
