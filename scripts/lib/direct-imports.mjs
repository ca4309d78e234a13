import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const exportList = /export (type )?\{([^}]*)\} from '([^']+)\.js';/g;

/**
 * A plugin for esbuild. An index that lists all of a package makes every chunk that imports one name of it reach all of its
 * files, and esbuild then puts them into one chunk that every command loads. With this a named import leads to the file that
 * has the name, so that a command loads what it uses. `indexes`: by package name, the path of the index, a list of named exports.
 */
export function directImports(indexes) {
  const packages = Object.entries(indexes).map(([name, path]) => ({
    files: filesOf(path),
    importList: importListOf(name),
  }));
  return {
    name: 'direct-imports',
    setup(build) {
      build.onLoad({ filter: /[\\/]packages[\\/][^\\/]+[\\/]src[\\/].*\.ts$/ }, ({ path }) => {
        let contents = readFileSync(path, 'utf8');
        for (const { files, importList } of packages)
          contents = contents.replace(importList, (_, type, names) => (type ? '' : directly(names, files)));
        return { contents, loader: 'ts', resolveDir: dirname(path) };
      });
    },
  };
}

function importListOf(name) {
  return new RegExp(`import (type )?\\{([^}]*)\\} from '${name}';`, 'g');
}

/** By exported name, the file that has it, and what it is called there. */
function filesOf(index) {
  const files = new Map();
  for (const [, , names, path] of readFileSync(index, 'utf8').matchAll(exportList)) {
    for (const { from, to } of namesIn(names)) files.set(to, { path: `${join(dirname(index), path)}.ts`, name: from });
  }
  return files;
}

function directly(names, files) {
  return namesIn(names)
    .map(({ from, to }) => {
      const found = files.get(from);
      if (found === undefined) throw new Error(`no index has ${from}`);
      return `import { ${found.name} as ${to} } from ${JSON.stringify(found.path)};`;
    })
    .join(' ');
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
