import { readWorkspace } from '../lib/workspace.mjs';
import { cycleFindings } from './cycles.mjs';
import { dependencyFindings } from './dependencies.mjs';
import { driverFindings } from './drivers.mjs';
import { exportFindings } from './exports.mjs';
import { importFindings } from './imports.mjs';
import { indexFindings } from './index-files.mjs';
import { timeAndChanceFindings } from './time-and-chance.mjs';

/** Everything that breaks the layout of the workspace in this folder. */
export function boundaryFindings(root) {
  const packages = readWorkspace(root);
  return [
    ...importFindings(packages),
    ...cycleFindings(packages),
    ...timeAndChanceFindings(packages),
    ...exportFindings(packages, root),
    ...dependencyFindings(packages),
    ...driverFindings(packages),
    ...indexFindings(packages),
  ];
}
