import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const stateFile = 'node_modules/.ingest-install.json';

/** What an install depends on: the manifests and the lockfile by content, and the Node that compiled code was made for. */
export function wantedInstall(root) {
  const packages = join(root, 'packages');
  const members = ['bench', ...readdirSync(packages).map((name) => join('packages', name))].sort();
  const hash = createHash('sha256');
  const own = ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', '.npmrc'];
  for (const file of [...own, ...members.map((folder) => join(folder, 'package.json'))]) {
    if (existsSync(join(root, file))) hash.update(`${file}\n`).update(readFileSync(join(root, file)));
  }
  return { files: hash.digest('hex'), node: `${process.platform}-${process.arch}-${process.versions.modules}` };
}

/** What is still to do before anything can run: nothing, install, or install and compile again for another Node. */
export function installNeed(root) {
  const wanted = wantedInstall(root);
  const done = readState(root);
  if (done !== undefined && done.node !== wanted.node) return 'rebuild';
  return done?.files === wanted.files ? 'none' : 'install';
}

/** Remembers that the workspace is installed as it stands now. */
export function rememberInstall(root) {
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  writeFileSync(join(root, stateFile), `${JSON.stringify(wantedInstall(root))}\n`);
}

function readState(root) {
  try {
    return JSON.parse(readFileSync(join(root, stateFile), 'utf8'));
  } catch {
    return undefined; // Not installed by these scripts yet, or cut off while writing: installing again is right for both.
  }
}
