import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * Writes dist/licenses.txt: the license of every package whose code is in the bundle, as their licenses ask of whoever passes
 * copies on. Reads the list of inputs that the bundler leaves in dist, and takes it away.
 */
export function writeLicenses(folder) {
  const metafile = join(folder, 'dist/metafile-esm.json');
  const inputs = Object.keys(JSON.parse(readFileSync(metafile, 'utf8')).inputs);
  writeFileSync(join(folder, 'dist/licenses.txt'), licenseText(folder, inputs));
  rmSync(metafile);
}

/** One part a package, by name. A package of the workspace has no part: its license is the bundle's own. */
export function licenseText(folder, inputs) {
  const packages = new Map();
  for (const input of inputs) {
    // A plugin's inputs stand under its name: `plugin:/path`.
    const home = packageFolder(resolve(folder, input.replace(/^[\w-]+:(?=\/)/, '')));
    if (home !== undefined) packages.set(home, part(home));
  }
  const parts = [...new Set(packages.values())].sort();
  return `The command contains code of these packages.\n\n${parts.join('\n\n')}\n`;
}

/** The folder below the last node_modules of a path. */
function packageFolder(path) {
  return /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(path)?.[0];
}

function part(home) {
  const { name, version, license } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
  if (!license) throw new Error(`${name} is in the bundle and states no license`);
  const file = readdirSync(home).find((one) => /^licen[cs]e(?:\.(?:md|txt))?$/i.test(one));
  const text = file ? readFileSync(join(home, file), 'utf8').trim() : '';
  return [`--- ${name} ${version} (${license})`, text].filter(Boolean).join('\n\n');
}
