import type { Body, Configuration, Module } from './configuration.js';
import { type Reference, referencesIn } from './references.js';

/** References that lead nowhere, whatever the variables are. */
export function brokenReferences(configuration: Configuration): string[] {
  return [...configuration.values()].flatMap((module) =>
    [...everythingIn(module)].flatMap(([place, body]) =>
      referencesIn(body)
        .filter((reference) => !isThere(reference, module, configuration))
        .map((reference) => `${nameOf(module)}: ${place} asks for ${reference.join('.')}`),
    ),
  );
}

/** Modules that are given what they do not declare, or not given what they need. */
export function brokenInputs(configuration: Configuration): string[] {
  return [...configuration.values()].flatMap((module) =>
    [...module.modules].flatMap(([name, body]) => {
      const declared = calledBy(body, configuration)?.variables ?? new Map<string, Body>();
      const given = Object.keys(body).filter((key) => key !== 'source');
      return [
        ...given.filter((key) => !declared.has(key)).map((key) => `module.${name} does not declare ${key}`),
        ...[...declared]
          .filter(([key, { default: otherwise }]) => otherwise === undefined && !given.includes(key))
          .map(([key]) => `module.${name} is not given ${key}`),
      ];
    }),
  );
}

/** Variables, locals, outputs of modules, data and modules that nobody uses. */
export function idleParts(configuration: Configuration): string[] {
  const used = new Set(
    [...configuration.values()].flatMap((module) =>
      [...everythingIn(module)].flatMap(([, body]) =>
        referencesIn(body).map((reference) => `${module.path} ${targetOf(reference, module)}`),
      ),
    ),
  );
  const called = [...configuration.values()].flatMap((module) => [...module.modules.values()]);
  return [...configuration.values()].flatMap((module) => {
    const isUsed = (part: string) => used.has(`${module.path} ${part}`);
    const own = [
      ...[...module.variables.keys()].map((name) => `var.${name}`),
      ...[...module.locals.keys()].map((name) => `local.${name}`),
      ...[...module.resources.keys()].filter((address) => address.startsWith('data.')),
    ];
    const outputs = [...module.modules].flatMap(([name, body]) =>
      [...(calledBy(body, configuration)?.outputs.keys() ?? [])].map((output) => `module.${name}.${output}`),
    );
    const isCalled = module.path === '' || called.some((body) => body.source === `./${module.path}`);
    return [...own, ...outputs]
      .filter((part) => !isUsed(part))
      .concat(isCalled ? [] : ['itself'])
      .map((part) => `${nameOf(module)}: nobody uses ${part}`);
  });
}

/** Blocks and arguments that the provider does not have, and required ones that are not given. */
export function brokenArguments(configuration: Configuration, types: Readonly<Record<string, { arguments: Body }>>) {
  return [...configuration.values()].flatMap(({ resources }) =>
    [...resources].flatMap(([address, body]) => {
      const known = types[address.replace(/\.\w+$/, '')];
      if (known === undefined) return [`${address} is of no type that the provider has`];
      const own = Object.entries(body).filter(([name]) => !metaArguments.includes(name));
      return unlike(address, Object.fromEntries(own), known.arguments);
    }),
  );
}

const metaArguments = ['for_each', 'count', 'depends_on', 'lifecycle', 'provider'];

function unlike(place: string, given: Body, known: Body): string[] {
  const strange = Object.keys(given).filter((name) => !(name in known) && !(`${name}!` in known));
  const missing = Object.keys(known).filter((name) => name.endsWith('!') && !(name.slice(0, -1) in given));
  const inside = Object.entries(given).flatMap(([name, value]) => {
    const form = known[name] ?? known[`${name}!`];
    if (typeof form !== 'object') return [];
    if (!Array.isArray(value)) return [`${place}: ${name} is a block`];
    return value.flatMap((one) => unlike(`${place}.${name}`, one as Body, form as Body));
  });
  return [
    ...strange.map((name) => `${place} has no ${name}`),
    ...missing.map((name) => `${place} needs ${name.slice(0, -1)}`),
    ...inside,
  ];
}

function isThere(reference: Reference, module: Module, configuration: Configuration): boolean {
  const [root = '', first = '', second = ''] = reference;
  switch (root) {
    case 'var':
      return module.variables.has(first);
    case 'local':
      return module.locals.has(first);
    case 'module':
      return calledBy(module.modules.get(first), configuration)?.outputs.has(second) ?? false;
    case 'data':
      return module.resources.has(`data.${first}.${second}`);
    case 'path':
      return first === 'module';
    case 'each':
      return first === 'key' || first === 'value';
    default:
      return module.resources.has(`${root}.${first}`);
  }
}

/** What a reference uses, of the parts that can be idle. */
function targetOf([root = '', first = '', second = '']: Reference, module: Module): string {
  if (root === 'data' || root === 'module') return `${root}.${first}.${second}`;
  return module.resources.has(`${root}.${first}`) ? '' : `${root}.${first}`;
}

function calledBy(body: Body | undefined, configuration: Configuration): Module | undefined {
  return configuration.get(String(body?.source).replace(/^\.\//, ''));
}

function* everythingIn({
  variables,
  locals,
  resources,
  modules,
  outputs,
  providers,
}: Module): Generator<readonly [string, unknown]> {
  // That its own condition asks for a variable does not mean that anybody uses it.
  for (const [name, { validation }] of variables)
    for (const { condition } of (validation ?? []) as readonly Body[])
      yield [`var.${name}`, withoutItself(String(condition), name)];
  yield* locals;
  yield* resources;
  yield* modules;
  yield* outputs;
  yield* providers;
}

function withoutItself(condition: string, name: string): string {
  return condition.replace(new RegExp(`\\bvar\\.${name}\\b`, 'g'), '0');
}

function nameOf({ path }: Module): string {
  return path || 'root';
}
