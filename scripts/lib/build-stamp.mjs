import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

const sharedInputs = [
  'tsup.base.ts',
  'tsconfig.base.json',
  'pnpm-lock.yaml',
  'scripts/lib/commonjs-names.mjs',
  'scripts/lib/direct-imports.mjs',
  'scripts/lib/licenses.mjs',
];

/** A hash over everything that a package's dist is made from: its sources, its recipe, and the packages it builds on. */
export function buildKey(root, name) {
  const folder = join(root, 'packages', name);
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const hash = createHash('sha256');
  const own = ['package.json', 'tsup.config.ts', 'tsconfig.json'].map((file) => join(folder, file));
  const sources = existsSync(join(folder, 'src')) ? filesBelow(join(folder, 'src')) : [];
  const inputs = [...sharedInputs.map((file) => join(root, file)), ...own, ...sources].filter((file) =>
    existsSync(file),
  );
  for (const file of inputs) {
    const path = relative(root, file).split(sep).join('/');
    hash.update(`${path}\0`).update(readFileSync(file)).update('\0');
  }
  for (const dependency of Object.keys(manifest.dependencies ?? {}).sort()) {
    if (dependency.startsWith('@ingest/')) hash.update(buildKey(root, dependency.slice('@ingest/'.length)));
  }
  return hash.digest('hex');
}

/** Whether dist was made from the sources as they stand. A build with types serves who needs none; not the other way round. */
export function isBuilt(root, name, { types }) {
  try {
    const stamp = JSON.parse(readFileSync(stampFile(root, name), 'utf8'));
    return stamp.key === buildKey(root, name) && (stamp.types || !types);
  } catch {
    return false; // No dist, or a build that did not end.
  }
}

export function forgetBuild(root, name) {
  rmSync(stampFile(root, name), { force: true });
}

/** Called after the build with the key taken before it: an edit made meanwhile then counts as a change. */
export function rememberBuild(root, name, { key, types }) {
  writeFileSync(stampFile(root, name), `${JSON.stringify({ key, types })}\n`);
}

const stampFile = (root, name) => join(root, 'packages', name, 'dist', '.stamp');

function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
