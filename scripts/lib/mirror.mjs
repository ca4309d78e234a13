import { existsSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { readWorkspace } from './workspace.mjs';

/**
 * Files, or folders with a slash at the end, whose code is tested elsewhere, each with the reason. Lists of exports and files of
 * nothing but types need no line here.
 * @type {Readonly<Record<string, string>>}
 */
export const testedElsewhere = {
  'packages/cli/src/bin.ts': 'starts main and nothing else; test/e2e runs it',
  'packages/core/src/sentiment/lexicon/data/':
    'lists of words; test/sentiment/lexicon/data/families.test.ts reads them all',
};

/** Sources without a test, and lines of the list above that are no longer needed. */
export function mirrorFindings(root, excused = testedElsewhere) {
  const untested = readWorkspace(root)
    .flatMap((one) => one.files)
    .filter(({ path, ast }) => hasCode(ast) && !existsSync(join(root, testOf(path))));
  const isExcused = ({ path }) => Object.keys(excused).some((one) => covers(one, path));
  const missing = untested
    .filter((file) => !isExcused(file))
    .map(({ path }) => ({ file: path, line: 1, rule: 'untested', todo: `write ${testOf(path)}` }));
  const idle = Object.keys(excused)
    .filter((one) => !untested.some(({ path }) => covers(one, path)))
    .map((one) => ({ file: 'scripts/lib/mirror.mjs', line: 1, rule: 'untested', todo: `drop the line of ${one}` }));
  return [...missing, ...idle];
}

function covers(excuse, path) {
  return excuse.endsWith('/') ? path.startsWith(excuse) : path === excuse;
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
