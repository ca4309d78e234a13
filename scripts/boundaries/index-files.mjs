import { posix } from 'node:path';
import ts from 'typescript';
import { lineOf } from '../lib/workspace.mjs';

/** `index.ts` is a list of named exports from other files and nothing else. */
export function indexFindings(packages) {
  return packages
    .flatMap(({ files }) => files.filter(({ path }) => posix.basename(path) === 'index.ts'))
    .flatMap((file) =>
      file.ast.statements.flatMap((statement) => {
        const listed = ts.isExportDeclaration(statement) && statement.moduleSpecifier;
        const named = listed && statement.exportClause && ts.isNamedExports(statement.exportClause);
        if (named) return [];
        const todo = listed
          ? 'export by name, not *'
          : 'an index only lists named exports: move this to a file of its own';
        return { file: file.path, line: lineOf(statement), rule: 'index', todo };
      }),
    );
}
