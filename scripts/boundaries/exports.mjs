import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import ts from 'typescript';
import { readSource } from '../lib/workspace.mjs';

/** Every subpath leads to a source and to the build entry made from it, and every build entry can be reached. */
export function exportFindings(packages, root) {
  const published = packages.filter(({ manifest }) => manifest.private !== true);
  return published.flatMap(({ folder, manifest }) => {
    const entries = tsupEntries(root, folder);
    const exports = Object.entries(manifest.exports ?? {});
    const reached = [...exports.map(([, target]) => builtName(target)), ...binEntries(root, folder, manifest)];
    const unreached = [...entries.keys()].filter((name) => !reached.includes(name));
    return [
      ...exports.flatMap(([subpath, target]) => {
        const problem =
          typeof target === 'string'
            ? shippedProblem(root, folder, target)
            : compiledProblem(root, folder, target, entries);
        return problem ? [finding(root, folder, `"${subpath}"`, `the export "${subpath}" ${problem}`)] : [];
      }),
      ...unreached.map((name) =>
        finding(root, folder, '"exports"', `add an export or a bin for the tsup entry "${name}", or drop the entry`),
      ),
    ];
  });
}

function finding(root, folder, key, todo) {
  const file = posix.join(folder, 'package.json');
  const lines = readFileSync(join(root, file), 'utf8').split('\n');
  const index = lines.findIndex((text) => text.trimStart().startsWith(key));
  return { file, line: Math.max(0, index) + 1, rule: 'exports', todo };
}

const builtName = (target) => /^\.\/dist\/(.+)\.js$/.exec(target.default ?? '')?.[1];

/** An export made by tsup: its source, its declarations and its code must be the same room. One with a source alone is not published. */
function compiledProblem(root, folder, target, entries) {
  const source = target['@ingest/source'];
  if (source === undefined) return 'has no "@ingest/source": tests run from it';
  if (!existsSync(join(root, folder, source))) return `names ${source}, and there is no such file`;
  if (Object.keys(target).length === 1) return undefined; // For bundles of this workspace alone: nothing of it is published.
  const name = builtName(target);
  if (name === undefined || target.types !== `./dist/${name}.d.ts`) {
    return 'needs "types" and "default" of one name in ./dist';
  }
  const entry = source.replace(/^\.\//, '');
  return entries.get(name) === entry ? undefined : `needs the tsup entry ${name}: '${entry}'`;
}

/** A file that ships as it lies in the package, or a pattern of such. */
function shippedProblem(root, folder, target) {
  const path = join(root, folder, target);
  const there = target.includes('*')
    ? existsSync(posix.dirname(path)) &&
      readdirSync(posix.dirname(path)).some((file) => file.endsWith(posix.extname(target)))
    : existsSync(path);
  return there ? undefined : `leads to ${target}, and there is no such file`;
}

/** The entries in a package's tsup config: the object given to `library(…)`, or the one named `entry`. */
function tsupEntries(root, folder) {
  const entries = new Map();
  const read = (object) => {
    for (const property of object.properties) {
      if (ts.isPropertyAssignment(property) && ts.isStringLiteralLike(property.initializer)) {
        entries.set(property.name.text, property.initializer.text);
      }
    }
  };
  const visit = (node) => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'library') {
      if (node.arguments[0] && ts.isObjectLiteralExpression(node.arguments[0])) read(node.arguments[0]);
    } else if (
      ts.isPropertyAssignment(node) &&
      node.name.getText() === 'entry' &&
      ts.isObjectLiteralExpression(node.initializer)
    ) {
      read(node.initializer);
    }
    ts.forEachChild(node, visit);
  };
  visit(readSource(root, posix.join(folder, 'tsup.config.ts')).ast);
  return entries;
}

/** A bin is a committed file that loads an entry of dist. */
function binEntries(root, folder, manifest) {
  return Object.values(manifest.bin ?? {}).flatMap((bin) => {
    const path = join(root, folder, bin);
    const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
    return [...text.matchAll(/dist\/([\w-]+)\.js/g)].map((match) => match[1]);
  });
}
