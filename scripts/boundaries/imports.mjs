import { isBuiltin } from 'node:module';

/** Who may import whom. Adapters and storage meet only in the command line, and where that is composed for a cloud. */
const mayImport = {
  core: [],
  adapters: ['core'],
  storage: ['core'],
  cli: ['core', 'adapters', 'storage'],
  aws: ['core', 'adapters', 'storage', 'cli'],
};

/** The one thing of Node that core uses: hashing is arithmetic, not I/O. */
const hashing = { modules: ['crypto', 'node:crypto'], names: ['hash', 'createHash', 'Hash'] };

/** Wrong directions between packages, relative imports that leave a package, and Node's own modules in core. */
export function importFindings(packages) {
  return packages.flatMap((one) =>
    one.files.flatMap((file) =>
      file.imports.flatMap((found) => {
        const problem = problemOf(one, found);
        return problem ? [{ file: file.path, line: found.line, ...problem }] : [];
      }),
    ),
  );
}

function problemOf({ name, folder }, found) {
  const { specifier, target } = found;
  if (siblingOf(specifier) === name) {
    return { rule: 'self-import', todo: `import the file itself, not ${specifier}` };
  }
  if (isWrongWay(name, specifier)) {
    const allowed = mayImport[name].map((one) => `@ingest/${one}`).join(', ') || 'no other package';
    return { rule: 'direction', todo: `${name} must not import ${specifier}; it may import ${allowed}` };
  }
  if (target !== undefined && !target.startsWith(`${folder}/`)) {
    return { rule: 'leaves-package', todo: `import the package by its name, not ${specifier}` };
  }
  if (name === 'core' && isBuiltin(specifier) && !isHashing(found)) {
    return { rule: 'builtin-in-core', todo: `core does no I/O: let the caller hand in what ${specifier} is for` };
  }
  return undefined;
}

/** Whether a package imports one of ours that it must not know. */
export function isWrongWay(name, specifier) {
  const sibling = siblingOf(specifier);
  return sibling !== undefined && sibling !== name && !mayImport[name].includes(sibling);
}

function siblingOf(specifier) {
  return /^@ingest\/([^/]+)/.exec(specifier)?.[1];
}

function isHashing({ specifier, kind, names }) {
  if (!hashing.modules.includes(specifier) || kind === 'dynamic') return false;
  return names.length > 0 && names.every((name) => hashing.names.includes(name));
}
