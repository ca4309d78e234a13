import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type Expression, parseTemplate } from './expression.js';

/** What a name at the beginning of an expression stands for, such as `var`. Throws where there is none. */
export type Scope = (name: string) => unknown;

/** The value of an expression. Throws where Terraform would: an attribute that is not there, a null in a text. */
export function evaluate(expression: Expression, scope: Scope): unknown {
  const of = (one: Expression) => evaluate(one, scope);
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'template':
      return expression.parts.map((part) => toText(of(part))).join('');
    case 'name':
      return scope(expression.name);
    case 'member':
      return memberOf(of(expression.of), expression.name);
    case 'index':
      return memberOf(of(expression.of), of(expression.at) as string | number);
    case 'not':
      return !of(expression.of);
    case 'minus':
      return -Number(of(expression.of));
    case 'if':
      return of(expression.test) ? of(expression.yes) : of(expression.no);
    case 'binary':
      return binary(expression.sign, of(expression.left), of(expression.right));
    case 'tuple':
      return expression.items.map(of);
    case 'object':
      return Object.fromEntries(expression.entries.map(([key, value]) => [toText(of(key)), of(value)]));
    case 'call':
      return call(expression, scope);
    case 'for':
      return loop(expression, scope);
    default:
      return expression satisfies never;
  }
}

/** The same for a whole argument as the parser of files gives it: texts with expressions in lists and maps. */
export function evaluateAll(given: unknown, scope: Scope): unknown {
  if (typeof given === 'string') return evaluate(parseTemplate(given), scope);
  if (Array.isArray(given)) return given.map((one) => evaluateAll(one, scope));
  if (typeof given !== 'object' || given === null) return given;
  return Object.fromEntries(
    Object.entries(given).map(([key, value]) => [String(evaluateAll(key, scope)), evaluateAll(value, scope)]),
  );
}

/** A member as Terraform finds it. A value may answer for members that nobody listed: see `plan.ts`. */
export function memberOf(value: unknown, key: string | number): unknown {
  if (typeof value !== 'object' || value === null) throw new TypeError(`${JSON.stringify(value)} has no ${key}`);
  if (!Reflect.has(value, key)) throw new TypeError(`there is no ${key} among ${Object.keys(value).join(', ')}`);
  return Reflect.get(value, key);
}

function call({ name, given }: Extract<Expression, { kind: 'call' }>, scope: Scope): unknown {
  if (name === 'can') {
    try {
      evaluate(given[0] as Expression, scope);
      return true;
    } catch {
      return false;
    }
  }
  if (name === 'try') {
    for (const one of given.slice(0, -1)) {
      try {
        return evaluate(one, scope);
      } catch {}
    }
    return evaluate(given.at(-1) as Expression, scope);
  }
  const known = functions[name];
  if (known === undefined) throw new TypeError(`the function ${name} is not known here`);
  return known(...given.map((one) => evaluate(one, scope) as never));
}

function loop(expression: Extract<Expression, { kind: 'for' }>, scope: Scope): unknown {
  const over = evaluate(expression.over, scope);
  if (typeof over !== 'object' || over === null) throw new TypeError(`nothing can go over ${JSON.stringify(over)}`);
  const entries = [];
  for (const [key, value] of Object.entries(over)) {
    const [first, second] = expression.names as [string, string?];
    const bound: Record<string, unknown> =
      second === undefined ? { [first]: value } : { [first]: key, [second]: value };
    const inner: Scope = (name) => (Object.hasOwn(bound, name) ? bound[name] : scope(name));
    if (expression.only !== null && !evaluate(expression.only, inner)) continue;
    const result = evaluate(expression.value, inner);
    entries.push([expression.key === null ? '' : toText(evaluate(expression.key, inner)), result] as const);
  }
  return expression.key === null ? entries.map(([, value]) => value) : Object.fromEntries(entries);
}

function binary(sign: string, left: unknown, right: unknown): unknown {
  switch (sign) {
    case '||':
      return Boolean(left) || Boolean(right);
    case '&&':
      return Boolean(left) && Boolean(right);
    case '==':
      return JSON.stringify(left) === JSON.stringify(right);
    case '!=':
      return JSON.stringify(left) !== JSON.stringify(right);
    default:
      return arithmetic(sign, toNumber(left), toNumber(right));
  }
}

function arithmetic(sign: string, left: number, right: number): unknown {
  switch (sign) {
    case '>=':
      return left >= right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '<':
      return left < right;
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    default:
      throw new TypeError(`${sign} is not known here`);
  }
}

function toNumber(value: unknown): number {
  if (typeof value !== 'number') throw new TypeError(`${JSON.stringify(value)} is no number`);
  return value;
}

function toText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new TypeError(`${JSON.stringify(value)} is no text`);
}

/** Those that our files call; a name that is not here is a mistake, or wants to be added. */
// biome-ignore lint/suspicious/noExplicitAny: each takes what Terraform gives it, and throws otherwise
const functions: Readonly<Record<string, (...given: any[]) => unknown>> = {
  alltrue: (list: unknown[]) => list.every(Boolean),
  contains: (list: unknown[], value: unknown) => list.includes(value),
  distinct: (list: unknown[]) => [...new Set(list)],
  endswith: (text: string, end: string) => toText(text).endsWith(end),
  file: (path: string) => readFileSync(path, 'utf8'),
  filebase64sha256: (path: string) => createHash('sha256').update(toText(path)).digest('base64'),
  floor: (value: number) => Math.floor(toNumber(value)),
  join: (between: string, list: unknown[]) => list.map(toText).join(between),
  jsondecode: (text: string) => JSON.parse(text),
  // Like Terraform's, which escapes for pages of HTML.
  jsonencode: (value: unknown) =>
    JSON.stringify(value).replace(/[<>&]/g, (char) => `\\u00${char.charCodeAt(0).toString(16)}`),
  keys: (map: object) => Object.keys(asMap(map)).sort(),
  length: (value: unknown) => (typeof value === 'string' ? value.length : Object.keys(asMap(value)).length),
  lookup: (map: Record<string, unknown>, key: string, otherwise: unknown) =>
    Object.hasOwn(map, key) ? map[key] : otherwise,
  concat: (...lists: unknown[][]) => lists.flat(),
  merge: (...maps: object[]) => Object.assign({}, ...maps.map(asMap)),
  regex: (pattern: string, text: string) => {
    const found = new RegExp(pattern.replaceAll('[:space:]', '\\s')).exec(toText(text));
    if (found === null) throw new TypeError(`${text} does not match ${pattern}`);
    return found[0];
  },
  setintersection: (left: unknown[], right: unknown[]) => left.filter((one) => right.includes(one)),
  startswith: (text: string, begin: string) => toText(text).startsWith(begin),
  templatefile: (path: string, names: Record<string, unknown>) =>
    evaluateAll(readFileSync(path, 'utf8'), (name) => memberOf(names, name)),
  toset: (list: unknown[]) => Object.fromEntries(list.map((one) => [toText(one), one])),
  tostring: (value: unknown) => (value === null ? null : toText(value)),
  trimprefix: (text: string, begin: string) => (text.startsWith(begin) ? text.slice(begin.length) : text),
  upper: (text: string) => toText(text).toUpperCase(),
  values: (map: object) => Object.values(asMap(map)),
};

function asMap(value: unknown): object {
  if (typeof value !== 'object' || value === null) throw new TypeError(`${JSON.stringify(value)} is no collection`);
  return value;
}
