import { existsSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { readWorkspace } from './workspace.mjs';

/**
 * Files whose code is tested elsewhere, each with the reason. Lists of exports and files of nothing but types need no line here.
 * @type {Readonly<Record<string, string>>}
 */
export const testedElsewhere = {
  'packages/cli/src/bin.ts': 'starts main and nothing else; test/e2e runs it',
};

/** Sources without a test, tests in the list above that came to exist, and lines of it whose source is gone. */
export function mirrorFindings(root, excused = testedElsewhere) {
  const files = readWorkspace(root).flatMap((one) => one.files);
  const untested = files.filter(({ path }) => !existsSync(join(root, testOf(path))));
  const missing = untested
    .filter(({ path, ast }) => hasCode(ast) && !(path in excused))
    .map(({ path }) => ({ file: path, line: 1, rule: 'untested', todo: `write ${testOf(path)}` }));
  const idle = Object.keys(excused)
    .filter((path) => !untested.some((file) => file.path === path && hasCode(file.ast)))
    .map((path) => ({ file: 'scripts/lib/mirror.mjs', line: 1, rule: 'untested', todo: `drop the line of ${path}` }));
  return [...missing, ...idle];
}

function testOf(path) {
  return path.replace('/src/', '/test/').replace(/\.ts$/, '.test.ts');
}

/** Anything that is left when the program runs, other than passing on what another file exports. */
function hasCode(ast) {
  return !ast.statements.every(
    (statement) =>
      ts.isInterfaceDeclaration(statement) ||
      ts.isTypeAliasDeclaration(statement) ||
      ts.isImportDeclaration(statement) ||
      ts.isExportDeclaration(statement),
  );
}
