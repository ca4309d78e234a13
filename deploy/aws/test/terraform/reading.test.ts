import { describe, expect, it } from 'vitest';
import { readConfiguration } from './support/configuration.js';
import { evaluateAll } from './support/evaluate.js';
import { hcl } from './support/hcl.js';
import { referencesIn } from './support/references.js';

/** What stands for each name at the beginning of an expression here. */
const names: Readonly<Record<string, unknown>> = {
  var: { list: ['b', 'a'], map: { x: 1, y: 2 }, none: null, text: 'Ab' },
};

function value(expression: string): unknown {
  return evaluateAll(expression, (name) => names[name]);
}

describe('an expression', () => {
  it.each([
    ['plain', 'plain'],
    ['a-${var.text}-${1 + 2 * 3}', 'a-Ab-7'],
    ['${var.map}', { x: 1, y: 2 }],
    ['${var.list[1]}', 'a'],
    ['${var.map["y"] >= 2 && !false ? "yes" : "no"}', 'yes'],
    ['${var.none == null ? 0 : 1}', 0],
    ['${[for one in var.list : upper(one) if one != "a"]}', ['B']],
    ['${{ for key, number in var.map : "${key}!" => -number }}', { 'x!': -1, 'y!': -2 }],
    ['${{ Sid = "a", "b:c" = [1, 2,] }}', { Sid: 'a', 'b:c': [1, 2] }],
    ['${merge({ a = 1 }, { a = 2, b = 3 })}', { a: 2, b: 3 }],
    ['${jsonencode({ at = "<now>" })}', '{"at":"\\u003cnow\\u003e"}'],
    ['${can(regex("^[a-z]+$", var.text))}', false],
    ['${try(var.none.nothing, "else")}', 'else'],
    ['$${var.text}', '${var.text}'],
    ['${"say \\"${var.text}\\""}', 'say "Ab"'],
  ])('%s is read', (expression, expected) => {
    expect(value(expression)).toEqual(expected);
  });

  it.each([
    ['a member that is not there', '${var.map.z}', 'there is no z'],
    ['nothing in a text', 'a ${var.none}', 'null is no text'],
    ['a function that is none', '${lenght(var.list)}', 'the function lenght is not known'],
    ['numbers that are none', '${var.text > 1}', 'is no number'],
    ['a bracket too few', '${upper(var.text}', ') is missing'],
  ])('with %s is refused', (_what, expression, problem) => {
    expect(() => value(expression)).toThrow(problem);
  });

  it('asks for what the parser of Terraform finds in it, and in loops for more', async () => {
    const texts = [...(await readConfiguration()).values()].flatMap(({ locals, resources, modules, outputs }) =>
      [locals, resources, modules, outputs].flatMap((parts) => [...parts.values()].flatMap(expressionsIn)),
    );
    expect(texts.length).toBeGreaterThan(100);
    for (const text of texts) {
      const own = new Set(referencesIn(text).map(([root = '', first = '']) => `${root}.${first}`));
      const found = (await hcl.getReferencesInExpression('', text)).map(({ value: path }) =>
        path.split('.').slice(0, 2).join('.'),
      );
      if (/\bfor\b/.test(text)) expect([...own]).toEqual(expect.arrayContaining(found));
      else expect([text, [...own].sort()]).toEqual([text, [...new Set(found)].sort()]);
    }
  });
});

function expressionsIn(given: unknown): string[] {
  if (typeof given === 'string') return given.includes('${') ? [given] : [];
  return typeof given === 'object' && given !== null ? Object.values(given).flatMap(expressionsIn) : [];
}
