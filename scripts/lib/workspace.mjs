import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, posix, relative, sep } from 'node:path';
import ts from 'typescript';
import { sourceFolders } from './root.mjs';

/**
 * @typedef {{ file: string, line: number, rule: string, todo: string }} Finding
 * @typedef {{ specifier: string, line: number, kind: 'static' | 'type' | 'dynamic', names: string[], target: string | undefined }} Import
 * @typedef {{ path: string, package: string, ast: ts.SourceFile, imports: Import[] }} SourceFile
 * @typedef {{ name: string, folder: string, manifest: any, files: SourceFile[], helperImports: string[] }} Package
 */

/** Reads the packages as the checks see them: manifests, every source file parsed, every import resolved where it is relative. */
export function readWorkspace(root) {
  return Object.entries(sourceFolders)
    .filter(([, folder]) => existsSync(join(root, folder)))
    .map(([name, folder]) => readPackage(root, name, folder));
}

/** @returns {Package} */
function readPackage(root, name, folder) {
  const manifest = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  const files = typescriptBelow(root, posix.join(folder, 'src')).map((path) => readSource(root, path));
  const helpers = [
    ...typescriptBelow(root, posix.join(folder, 'test')),
    ...readdirSync(join(root, folder))
      .filter((file) => file.endsWith('.config.ts') || file.endsWith('.mjs'))
      .map((file) => posix.join(folder, file)),
  ];
  const helperImports = helpers.flatMap((path) => readSource(root, path).imports.map(({ specifier }) => specifier));
  return { name, folder, manifest, files, helperImports };
}

/** @returns {SourceFile} */
export function readSource(root, path) {
  const ast = ts.createSourceFile(path, readFileSync(join(root, path), 'utf8'), ts.ScriptTarget.ES2023, true);
  return { path, package: path.split('/')[1] ?? '', ast, imports: importsOf(ast) };
}

export function lineOf(node) {
  const file = node.getSourceFile();
  return file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
}

/** `zod/v4` is of `zod`, `@scope/name/sub` of `@scope/name`; undefined for a file of ours or a module of Node. */
export function packageOf(specifier) {
  if (specifier.startsWith('.') || isBuiltin(specifier)) return undefined;
  const parts = specifier.split('/');
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}

/** Every import of a file: statements, re-exports, `import()` and `import()` types, and what a `require` of its own brings. */
function importsOf(ast) {
  /** @type {Import[]} */
  const found = [];
  const add = (node, literal, kind, names = []) => {
    if (literal === undefined || !ts.isStringLiteralLike(literal)) return;
    found.push({
      specifier: literal.text,
      line: lineOf(node),
      kind,
      names,
      target: relativeTarget(ast.fileName, literal.text),
    });
  };
  const visit = (node) => {
    if (ts.isImportDeclaration(node)) {
      add(node, node.moduleSpecifier, isTypeOnly(node.importClause) ? 'type' : 'static', namesOf(node.importClause));
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
      const elements = node.exportClause && ts.isNamedExports(node.exportClause) ? node.exportClause.elements : [];
      const type = node.isTypeOnly || (elements.length > 0 && elements.every((element) => element.isTypeOnly));
      add(
        node,
        node.moduleSpecifier,
        type ? 'type' : 'static',
        elements.map((element) => (element.propertyName ?? element.name).text),
      );
    } else if (ts.isCallExpression(node) && isImporting(node.expression)) {
      add(node, node.arguments[0], 'dynamic');
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add(node, node.argument.literal, 'type');
    }
    ts.forEachChild(node, visit);
  };
  visit(ast);
  return found;
}

function isImporting(expression) {
  return (
    expression.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(expression) && expression.text === 'require')
  );
}

/** No value comes through: `import type …`, or every name marked as a type. */
function isTypeOnly(clause) {
  if (clause === undefined) return false;
  if (clause.isTypeOnly) return true;
  const named = clause.namedBindings;
  return (
    !clause.name &&
    named !== undefined &&
    ts.isNamedImports(named) &&
    named.elements.length > 0 &&
    named.elements.every((element) => element.isTypeOnly)
  );
}

function namesOf(clause) {
  const names = clause?.name ? ['default'] : [];
  const bindings = clause?.namedBindings;
  if (bindings === undefined) return names;
  if (ts.isNamespaceImport(bindings)) return [...names, '*'];
  return [...names, ...bindings.elements.map((element) => (element.propertyName ?? element.name).text)];
}

/** The source path a relative import means; undefined for a package. */
function relativeTarget(from, specifier) {
  if (!specifier.startsWith('.')) return undefined;
  return posix.join(posix.dirname(from), specifier).replace(/\.js$/, '.ts');
}

function typescriptBelow(root, folder) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}
