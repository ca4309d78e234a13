import { posix } from 'node:path';
import { packageOf } from '../lib/workspace.mjs';
import { isWrongWay } from './imports.mjs';

/** The command and the functions are bundles: what they are made of are their devDependencies. */
const bundled = ['cli', 'aws'];

/** What is imported but not declared, and declared but not imported. */
export function dependencyFindings(packages) {
  return packages.flatMap((one) => [...undeclared(one), ...unused(one, packages)]);
}

function undeclared({ name, folder, manifest, files }) {
  const home = bundled.includes(name) ? 'devDependencies' : 'dependencies';
  const declared = { ...manifest.dependencies, ...manifest.peerDependencies, ...manifest[home] };
  return files.flatMap((file) =>
    file.imports.flatMap(({ specifier, line }) => {
      const imported = packageOf(specifier);
      if (imported === undefined || imported === manifest.name || imported in declared) return [];
      if (isWrongWay(name, specifier)) return []; // Declaring it would not help.
      return {
        file: file.path,
        line,
        rule: 'undeclared',
        todo: `declare ${imported} in ${home} of ${folder}/package.json`,
      };
    }),
  );
}

function unused({ folder, manifest, files, helperImports }, packages) {
  const inSources = files.flatMap((file) => file.imports.map(({ specifier }) => specifier));
  const shipped = new Set(inSources.map(packageOf));
  const anywhere = new Set([
    ...shipped,
    ...helperImports.map(packageOf),
    ...Object.keys(manifest.peerDependencies ?? {}),
  ]);
  const isUsed = {
    dependencies: (name) => shipped.has(name) || driversOfSiblings(manifest, packages).includes(name),
    peerDependencies: (name) => shipped.has(name) || driversOfSiblings(manifest, packages).includes(name),
    devDependencies: (name) => anywhere.has(name.replace(/^@types\//, '')),
  };
  return Object.entries(isUsed).flatMap(([section, used]) =>
    Object.keys(manifest[section] ?? {})
      .filter((name) => !used(name))
      .map((name) => ({
        file: posix.join(folder, 'package.json'),
        line: 1,
        rule: 'unused',
        todo: `remove ${name} from ${section}: nothing imports it`,
      })),
  );
}

/** A package may install the optional driver of another for its user's sake, or name it as its own: a bundle is where it is imported. */
function driversOfSiblings(manifest, packages) {
  const siblings = packages.filter((one) => one.manifest.name in (manifest.dependencies ?? {}));
  return siblings.flatMap((one) => Object.keys(one.manifest.peerDependencies ?? {}));
}
