// Runs the pinned pnpm, installing first when the workspace is stale. Needs Node and npm, nothing else.
import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const pinned = JSON.parse(readFileSync('package.json', 'utf8')).packageManager.split('+')[0];
const underPnpm = process.env.npm_config_user_agent?.startsWith('pnpm/') && process.env.npm_execpath;

function pnpm(...args) {
  const [command, ...rest] = underPnpm
    ? [process.execPath, process.env.npm_execpath, ...args]
    : ['npx', '--yes', pinned, ...args];
  const { status, error } = spawnSync(command, rest, { stdio: 'inherit', shell: process.platform === 'win32' });
  if (error) console.error(`✗ ${command} could not be started: ${error.message}\n  Node 20.12 or newer with npm is needed`);
  return status ?? 1;
}

const changedAt = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
const installedAt = changedAt('node_modules/.modules.yaml');
if (installedAt < changedAt('pnpm-lock.yaml') || installedAt < changedAt('package.json')) {
  console.error(
    'Installing the workspace. better-sqlite3 is compiled once where no binary for this Node is at hand:\n' +
      'that takes two to three minutes and needs python3, make and a C++ compiler (Debian: apt-get install python3 make g++).',
  );
  const status = pnpm('install', '--frozen-lockfile', '--prefer-offline');
  if (status !== 0) {
    console.error('✗ the install failed; if the lines above name node-gyp, python or make, install those three and run the command again');
    process.exit(status);
  }
}
process.exit(pnpm(...process.argv.slice(2)));
