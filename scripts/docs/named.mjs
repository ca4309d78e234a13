import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { packageNames } from '../lib/root.mjs';
import { readPages } from './pages.mjs';

/** Commands, error codes and package subpaths that no page names. */
export function unnamedFindings(root, { commands, codes }) {
  const text = readPages(root)
    .map((page) => page.text)
    .join('\n');
  return [...commands, ...codes, ...subpaths(root)]
    .filter((name) => !new RegExp(`${literal(name)}(?![\\w/-])`).test(text))
    .map((name) => ({ file: 'docs', line: 1, rule: 'unnamed', todo: `no page names ${name}: say what it is for` }));
}

/** What may be imported, as a user writes it: `@ingest/storage/sqlite`. What has a source alone is for this workspace. */
function subpaths(root) {
  return packageNames.flatMap((name) => {
    const manifest = JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8'));
    const code = Object.entries(manifest.exports ?? {}).filter(([, target]) => target.default !== undefined);
    return code.map(([subpath]) => posix.join(manifest.name, subpath));
  });
}

const literal = (text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
