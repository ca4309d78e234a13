import { fileURLToPath } from 'node:url';

/** The workspace these scripts stand in. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** The packages in the order in which they build on each other. */
export const packageNames = ['core', 'adapters', 'storage', 'cli'];

/** Where the sources stand that the checks look at, by the name of each: the packages, and what is deployed and never published. */
export const sourceFolders = {
  ...Object.fromEntries(packageNames.map((name) => [name, `packages/${name}`])),
  aws: 'deploy/aws',
};
