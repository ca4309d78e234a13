import { type Expression, parseTemplate } from './expression.js';

/** A name in an expression with what follows it, as far as that is written out: `['var', 'tickers']`. */
export type Reference = readonly string[];

/** Every reference in the arguments of a block, names of loops left out. */
export function referencesIn(given: unknown): Reference[] {
  if (typeof given === 'string') return referencesOf(parseTemplate(given), []);
  if (Array.isArray(given)) return given.flatMap(referencesIn);
  if (typeof given !== 'object' || given === null) return [];
  return Object.entries(given).flatMap(([key, value]) => [...referencesIn(key), ...referencesIn(value)]);
}

function referencesOf(expression: Expression, bound: readonly string[]): Reference[] {
  const of = (...inner: readonly Expression[]) => inner.flatMap((one) => referencesOf(one, bound));
  switch (expression.kind) {
    case 'literal':
      return [];
    case 'template':
      return of(...expression.parts);
    case 'name':
      return bound.includes(expression.name) ? [] : [[expression.name]];
    case 'member':
    case 'index': {
      const path = pathOf(expression);
      if (path === null) return of(...insideOf(expression));
      const [root = ''] = path;
      return [...(bound.includes(root) ? [] : [path]), ...of(...insideOf(expression))];
    }
    case 'not':
    case 'minus':
      return of(expression.of);
    case 'binary':
      return of(expression.left, expression.right);
    case 'if':
      return of(expression.test, expression.yes, expression.no);
    case 'tuple':
      return of(...expression.items);
    case 'object':
      return of(...expression.entries.flat());
    case 'call':
      return of(...expression.given);
    case 'for': {
      const inner = [expression.key, expression.value, expression.only].filter((one) => one !== null);
      const names = [...bound, ...expression.names];
      return [...of(expression.over), ...inner.flatMap((one) => referencesOf(one, names))];
    }
    default:
      return expression satisfies never;
  }
}

/** The name at the bottom with its members, up to the first index; null where something else is at the bottom. */
function pathOf(expression: Expression): string[] | null {
  if (expression.kind === 'name') return [expression.name];
  if (expression.kind === 'index') return pathOf(expression.of);
  if (expression.kind !== 'member') return null;
  const before = pathOf(expression.of);
  if (before === null) return null;
  return hasIndex(expression.of) ? before : [...before, expression.name];
}

function hasIndex(expression: Expression): boolean {
  if (expression.kind === 'index') return true;
  return expression.kind === 'member' && hasIndex(expression.of);
}

/** What stands inside of indexes, and at the bottom where that is no name. */
function insideOf(expression: Expression): Expression[] {
  if (expression.kind === 'index') return [expression.at, ...insideOf(expression.of)];
  if (expression.kind === 'member') return insideOf(expression.of);
  return expression.kind === 'name' ? [] : [expression];
}
