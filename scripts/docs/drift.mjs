import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Generated files that are missing or differ from what the code says now. */
export function driftFindings(root, files) {
  return Object.entries(files).flatMap(([path, wanted]) => {
    const file = join(root, path);
    const there = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
    if (there === wanted) return [];
    const line = there === undefined ? 1 : firstDifference(there, wanted);
    const state = there === undefined ? 'is missing' : 'differs from the code';
    return [{ file: path, line, rule: 'drift', todo: `${state}; run: npm run docs` }];
  });
}

function firstDifference(there, wanted) {
  const lines = there.split('\n');
  const index = wanted.split('\n').findIndex((line, at) => line !== lines[at]);
  return (index < 0 ? lines.length : index) + 1;
}
