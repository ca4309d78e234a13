// Runs the pinned pnpm, installing first when the workspace is stale. Needs Node and npm, nothing else.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { installNeed, rememberInstall } from './lib/install-state.mjs';
import { exec, pnpm } from './lib/pnpm.mjs';
import { root } from './lib/root.mjs';

const [command, ...rest] = process.argv.slice(2);
const installs = ['install', 'i', 'add', 'remove', 'update', 'up', 'import', 'dedupe'].includes(command);

if (installs) {
  const status = finish(pnpm([command, ...rest]));
  if (status === 0) rememberInstall(root);
  process.exit(status);
}

const need = installNeed(root);
if (need !== 'none') {
  explain(need);
  // What an install has to say goes to stderr: stdout belongs to the command that was asked for.
  const options = { stdio: ['inherit', 2, 2] };
  let status = finish(pnpm(['install', '--frozen-lockfile', '--prefer-offline'], options));
  if (status === 0 && need === 'rebuild') status = finish(pnpm(['rebuild', 'better-sqlite3'], options));
  if (status !== 0) {
    console.error(
      '✗ the install failed\n' +
        '  if the lines above name node-gyp, python or make: install python3, make and a C++ compiler, then run the command again\n' +
        '  if they say that the lockfile is outdated: node scripts/pnpm.mjs install --no-frozen-lockfile',
    );
    process.exit(status);
  }
  rememberInstall(root);
}
process.exit(finish(command === 'exec' ? exec(rest) : pnpm([command, ...rest])));

/** Says what takes so long. */
function explain(need) {
  console.error('Installing the workspace.');
  const binding = 'node_modules/better-sqlite3/build/Release/better_sqlite3.node';
  if (need === 'install' && existsSync(join(root, 'packages/storage', binding))) return;
  console.error(
    'better-sqlite3 is compiled once where no binary for this Node is at hand: that takes two to three minutes\n' +
      'and needs python3, make and a C++ compiler (Debian: apt-get install python3 make g++).',
  );
}

function finish({ status, error, signal }) {
  if (error) console.error(`✗ could not be started: ${error.message}\n  Node 20.12 or newer with npm is needed`);
  if (signal) console.error(`✗ ended by ${signal}`);
  return status ?? 1;
}
