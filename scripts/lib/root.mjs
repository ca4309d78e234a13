import { fileURLToPath } from 'node:url';

/** The workspace these scripts stand in. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** The packages in the order in which they build on each other. */
export const packageNames = ['core', 'adapters', 'storage', 'cli'];
