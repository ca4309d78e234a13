import { lintPackages } from './lint-packages.mjs';
import { runOnNode24 } from './node24.mjs';
import { tool } from './tool.mjs';
import { vitest } from './vitest.mjs';

/** @typedef {import('./run-steps.mjs').Step} Step */

const build = { name: 'build', run: () => tool('node', 'scripts/build.mjs') };
const buildAws = { name: 'build of the functions on AWS', run: () => tool('node', 'deploy/aws/build.mjs') };
const unitTests = {
  name: 'unit and type tests',
  run: () => vitest(['core', 'adapters', 'storage', 'cli', 'aws', 'scripts']),
};
const packedTests = { name: 'tests on the packed tarballs', needs: ['build'], run: () => vitest(['packed']) };
const endToEnd = {
  name: 'end-to-end tests',
  needs: ['build', 'build of the functions on AWS'],
  run: () => vitest(['e2e', 'faults', 'aws-zip']),
};

/** Every test there is. @type {Step[]} */
export const testSteps = [unitTests, build, buildAws, packedTests, endToEnd];

/** Everything that must be true of a change, what is cheap and says most first. @type {Step[]} */
export const checkSteps = [
  { name: 'types', run: () => tool('tsc', '-p', '.') },
  { name: 'format and lint', run: () => tool('biome', 'ci', '--error-on-warnings', '.') },
  { name: 'boundaries', run: () => tool('node', 'scripts/boundaries.mjs') },
  { name: 'a test for every source', run: () => tool('node', 'scripts/mirror.mjs') },
  { name: 'unused code', run: () => tool('knip', '--no-config-hints') },
  unitTests,
  build,
  buildAws,
  { name: 'package lint', needs: ['build'], run: () => lintPackages('publint', 'run', '--strict') },
  { name: 'type resolution lint', needs: ['build'], run: () => lintPackages('attw', '--profile', 'esm-only') },
  packedTests,
  endToEnd,
  { name: 'docs agree with the code', needs: ['build'], run: () => tool('node', 'scripts/docs.mjs', '--check') },
  { name: 'changeset present', run: () => tool('node', 'scripts/changeset.mjs') },
];

/** What takes too long for every change. @type {Step[]} */
export const longSteps = [{ name: 'unit tests on Node 24', run: runOnNode24 }];
