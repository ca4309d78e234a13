// The main job on the shipped recording: builds what is stale, replays a recorded morning into a fresh SQLite file.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './lib/root.mjs';

process.chdir(root);
const node = (...args) => spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1;

const built = node('scripts/build.mjs', '--no-types');
if (built !== 0) process.exit(built);

for (const file of ['demo.db', 'demo.db-wal', 'demo.db-shm']) rmSync(file, { force: true });
const status = node('packages/cli/bin/ingest.js', 'run', '--replay', 'examples/demo-day', '--store', 'sqlite:demo.db');
if (status === 0)
  console.log(
    `\nThe file is ${join(root, 'demo.db')}. In this clone type npx before ingest: npx ingest items --store sqlite:demo.db`,
  );
process.exit(status);
