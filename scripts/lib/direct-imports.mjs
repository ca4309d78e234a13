import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const exportList = /export (type )?\{([^}]*)\} from '([^']+)\.js';/g;

/**
 * A plugin for esbuild. An index that lists all of a package makes every chunk that imports one name of it reach all of its
 * files, and esbuild then puts them into one chunk that every command loads. That is well for what most commands need: few
 * files are loaded faster than many. For rooms that few need and that bring much with them it is not: a name of such a room
 * leads to its file directly, and the index is read without it. `indexes`: by package name, the path of the index, a list of
 * named exports. `isApart`: whether a file, by its path from the index, is of such a room.
 */
export function directImports(indexes, isApart) {
  const packages = Object.entries(indexes).map(([name, path]) => ({
    path,
    name,
    files: filesOf(path, isApart),
    importList: importListOf(name),
  }));
  return {
    name: 'direct-imports',
    setup(build) {
      build.onLoad({ filter: /[\\/]packages[\\/][^\\/]+[\\/]src[\\/].*\.ts$/ }, ({ path }) => {
        let contents = readFileSync(path, 'utf8');
        if (packages.some((one) => one.path === path))
          contents = contents.replace(exportList, (whole, _, __, from) => (isApart(from) ? '' : whole));
        for (const { files, importList, name } of packages)
          contents = contents.replace(importList, (whole, type, names) =>
            type ? whole : directly(names, files, name),
          );
        return { contents, loader: 'ts', resolveDir: dirname(path) };
      });
    },
  };
}

function importListOf(name) {
  return new RegExp(`import (type )?\\{([^}]*)\\} from '${name}';`, 'g');
}

/** By exported name, the file of a room apart that has it, and what it is called there. */
function filesOf(index, isApart) {
  const files = new Map();
  for (const [, , names, path] of readFileSync(index, 'utf8').matchAll(exportList)) {
    if (!isApart(path)) continue;
    for (const { from, to } of namesIn(names)) files.set(to, { path: `${join(dirname(index), path)}.ts`, name: from });
  }
  return files;
}

function directly(names, files, index) {
  const all = namesIn(names);
  const direct = all.filter(({ from }) => files.has(from));
  const rest = all.filter(({ from }) => !files.has(from)).map(({ from, to }) => `${from} as ${to}`);
  return [
    ...(rest.length === 0 ? [] : [`import { ${rest.join(', ')} } from '${index}';`]),
    ...direct.map(({ from, to }) => {
      const { path, name } = files.get(from);
      return `import { ${name} as ${to} } from ${JSON.stringify(path)};`;
    }),
  ].join(' ');
}

/** Types are left out: nothing is left of them in a bundle. */
function namesIn(list) {
  return list
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '' && !entry.startsWith('type '))
    .map((entry) => {
      const [from = '', to = from] = entry.split(' as ');
      return { from, to };
    });
}
