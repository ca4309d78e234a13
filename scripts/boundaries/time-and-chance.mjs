import ts from 'typescript';
import { lineOf } from '../lib/workspace.mjs';

const clock = 'packages/core/src/time/system-clock.ts';

/**
 * What a list of forbidden globals cannot say (biome.json has that list): `Math` is fine but its chance is not, and
 * time/instant.ts converts with `Date` but must not read the clock through it.
 */
export function timeAndChanceFindings(packages) {
  return packages
    .filter(({ name }) => name === 'core')
    .flatMap(({ files }) => files.filter(({ path }) => path !== clock))
    .flatMap((file) => {
      const found = [];
      const visit = (node) => {
        const rule = ruleBroken(node);
        if (rule) found.push({ file: file.path, line: lineOf(node), ...rule });
        ts.forEachChild(node, visit);
      };
      visit(file.ast);
      return found;
    });
}

function ruleBroken(node) {
  if (isMember(node, 'Math', 'random'))
    return { rule: 'chance', todo: 'take chance from the Chance that is handed in' };
  const readsDate =
    isMember(node, 'Date', 'now') ||
    (ts.isNewExpression(node) && isNamed(node.expression, 'Date') && !node.arguments?.length) ||
    (ts.isCallExpression(node) && isNamed(node.expression, 'Date'));
  return readsDate ? { rule: 'clock', todo: 'take the time from the Clock that is handed in' } : undefined;
}

function isMember(node, object, member) {
  if (ts.isPropertyAccessExpression(node)) return isNamed(node.expression, object) && node.name.text === member;
  if (!ts.isElementAccessExpression(node)) return false;
  return (
    isNamed(node.expression, object) &&
    ts.isStringLiteralLike(node.argumentExpression) &&
    node.argumentExpression.text === member
  );
}

const isNamed = (node, name) => ts.isIdentifier(node) && node.text === name;
