import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { packageNames } from '../lib/root.mjs';

/** Every page that a reader can come to: docs, the root README and the packages' READMEs. */
export function readPages(root) {
  const docs = existsSync(join(root, 'docs'))
    ? readdirSync(join(root, 'docs'), { recursive: true, withFileTypes: true })
    : [];
  const paths = [
    ...docs.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)),
    join(root, 'README.md'),
    ...packageNames.map((name) => join(root, 'packages', name, 'README.md')),
  ];
  return paths
    .filter((path) => path.endsWith('.md') && existsSync(path))
    .map((path) => ({ path: relative(root, path).split(sep).join('/'), text: readFileSync(path, 'utf8') }));
}
