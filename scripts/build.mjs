// Builds the four packages in order with tsup and skips those whose dist is still true to its sources.
// --no-types leaves the declarations out, which is most of the time a build takes: enough to run, not to publish.
import { join } from 'node:path';
import { buildKey, forgetBuild, isBuilt, rememberBuild } from './lib/build-stamp.mjs';
import { exec } from './lib/pnpm.mjs';
import { packageNames, root } from './lib/root.mjs';

const types = !process.argv.includes('--no-types');
const env = { ...process.env, INGEST_BUILD_TYPES: types ? '1' : '0' };

for (const name of packageNames) {
  if (isBuilt(root, name, { types })) continue;
  const key = buildKey(root, name);
  forgetBuild(root, name);
  console.error(`Building packages/${name}${types ? ' with types' : ''}`);
  // tsup's own lines are of use only when it fails.
  const { status, stdout, stderr, error } = exec(['tsup'], {
    cwd: join(root, 'packages', name),
    env,
    stdio: 'pipe',
    encoding: 'utf8',
  });
  if (status !== 0) {
    console.error(`${stdout ?? ''}${stderr ?? ''}`);
    console.error(`✗ packages/${name} could not be built${error ? `: ${error.message}` : ''}`);
    process.exit(1);
  }
  rememberBuild(root, name, { key, types });
}
