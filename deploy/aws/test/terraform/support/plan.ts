import { join } from 'node:path';
import provider from '../arguments.json' with { type: 'json' };
import { type Body, type Configuration, type Module, terraformFolder } from './configuration.js';
import { evaluateAll, memberOf, type Scope } from './evaluate.js';

/** What Terraform would make: each resource by its address, with the values of its arguments. */
export interface Plan {
  readonly resources: ReadonlyMap<string, Body>;
  readonly outputs: Body;
  /** The resources of one type, by the rest of their address. */
  of(type: string): ReadonlyMap<string, Body>;
  /** The one of this address, such as `module.queue.aws_sqs_queue.shares`. */
  one(address: string): Body;
}

/** Arguments that are not the resource's own. */
const meta = ['for_each', 'count', 'depends_on', 'lifecycle', 'provider', 'source', 'providers'];

/**
 * Evaluates the whole configuration with these variables. What only AWS knows, such as an ARN, stands there as `<address.arn>`.
 * Throws where Terraform would: a reference without a target or in a circle, a variable that is none or does not meet its conditions.
 */
export function plan(configuration: Configuration, given: Body): Plan {
  const strange = Object.keys(given).filter((name) => !configuration.get('')?.variables.has(name));
  if (strange.length > 0) throw new TypeError(`there is no variable ${strange.join(', ')}`);
  const resources = new Map<string, Body>();
  const outputs = new Room({ configuration, path: '', prefix: '', given, planned: resources }).everything();
  const of = (type: string) =>
    new Map(
      [...resources].flatMap(([address, body]) => {
        const [, , found, rest] = /^(module\.\w+\.)?(\w+)\.(.*)$/.exec(address) ?? [];
        return found === type ? [[rest as string, body] as const] : [];
      }),
    );
  const one = (address: string) => {
    const found = resources.get(address);
    if (found === undefined) throw new TypeError(`there is no ${address} among ${[...resources.keys()].join(', ')}`);
    return found;
  };
  return { resources, outputs, of, one };
}

interface RoomOptions {
  readonly configuration: Configuration;
  /** The folder. */
  readonly path: string;
  /** What its addresses begin with. */
  readonly prefix: string;
  /** The values of its variables. */
  readonly given: Body;
  /** Where what would be made is put. */
  readonly planned: Map<string, Body>;
}

/** A module with what was given to it. Each part is evaluated once, when it is asked for. */
class Room {
  private readonly module: Module;
  private readonly known = new Map<string, unknown>();
  private readonly begun: string[] = [];

  private readonly configuration: Configuration;
  private readonly prefix: string;
  private readonly given: Body;
  private readonly planned: Map<string, Body>;

  constructor({ configuration, path, prefix, given, planned }: RoomOptions) {
    const module = configuration.get(path);
    if (module === undefined) throw new TypeError(`there is no folder ${path}`);
    this.module = module;
    this.configuration = configuration;
    this.prefix = prefix;
    this.given = given;
    this.planned = planned;
  }

  /** Evaluates all of it; gives the outputs. */
  everything(): Body {
    for (const name of this.module.variables.keys()) this.variable(name);
    for (const name of this.module.locals.keys()) this.local(name);
    for (const address of this.module.resources.keys()) this.resource(address);
    for (const name of this.module.modules.keys()) this.child(name).everything();
    return Object.fromEntries([...this.module.outputs.keys()].map((name) => [name, this.output(name)]));
  }

  output(name: string): unknown {
    return this.once(`output.${name}`, this.module.outputs.get(name), (body) => {
      this.awaits(body);
      return evaluateAll(body.value, this.scope);
    });
  }

  private readonly scope: Scope = (name) => {
    switch (name) {
      case 'var':
        return lazily((key) => this.variable(key));
      case 'local':
        return lazily((key) => this.local(key));
      case 'module':
        return lazily((key) => {
          const child = this.child(key);
          return lazily((output) => child.output(output));
        });
      case 'data':
        return lazily((type) => lazily((key) => this.resource(`data.${type}.${key}`)));
      case 'path':
        return { module: join(terraformFolder, this.module.path) };
      default:
        return lazily((key) => this.resource(`${name}.${key}`));
    }
  };

  private variable(name: string): unknown {
    return this.once(
      `var.${name}`,
      this.module.variables.get(name),
      (body) => {
        const { given } = this;
        const value = Object.hasOwn(given, name) ? given[name] : evaluateAll(body.default, this.scope);
        if (value === undefined) throw new TypeError(`${this.prefix}var.${name} is not given`);
        const type = String(body.type).replace(/^\$\{(.*)\}$/, '$1');
        if (value !== null && !isOf(type, value)) throw new TypeError(`${this.prefix}var.${name} is no ${type}`);
        return value;
      },
      (body) => {
        for (const { condition, error_message } of (body.validation ?? []) as readonly Body[])
          if (evaluateAll(condition, this.scope) !== true)
            throw new RangeError(`var.${name}: ${String(error_message)}`);
      },
    );
  }

  private local(name: string): unknown {
    const { locals } = this.module;
    const body = locals.has(name) ? { value: locals.get(name) } : undefined;
    return this.once(`local.${name}`, body, ({ value }) => evaluateAll(value, this.scope));
  }

  private child(name: string): Room {
    return this.once(`module.${name}`, this.module.modules.get(name), (body) => {
      const names = Object.keys(body).filter((key) => !meta.includes(key));
      const given = lazily((key) => evaluateAll(body[key], this.scope), names) as Body;
      const { configuration, planned } = this;
      const path = String(body.source).replace(/^\.\//, '');
      return new Room({ configuration, path, prefix: `${this.prefix}module.${name}.`, given, planned });
    });
  }

  /** One, or those of `for_each` by their keys, or those of `count` in a list. */
  private resource(address: string): unknown {
    return this.once(address, this.module.resources.get(address), (body) => {
      this.awaits(body);
      const make = (at: string, scope: Scope) => this.made(address, `${this.prefix}${address}${at}`, body, scope);
      if (body.count !== undefined) {
        const count = evaluateAll(body.count, this.scope) as number;
        return Array.from({ length: count }, (_, index) => make(`[${index}]`, this.scope));
      }
      if (body.for_each === undefined) return make('', this.scope);
      const each = evaluateAll(body.for_each, this.scope) as Body;
      if (typeof each !== 'object' || each === null || Array.isArray(each))
        throw new TypeError(`${address} goes over what is neither a map nor a set`);
      return Object.fromEntries(
        Object.entries(each).map(([key, value]) => [
          key,
          make(`["${key}"]`, (name) => (name === 'each' ? { key, value } : this.scope(name))),
        ]),
      );
    });
  }

  private made(type: string, address: string, body: Body, scope: Scope): Body {
    if (body.dynamic !== undefined) throw new TypeError(`${address}: dynamic blocks are not read here`);
    for (const { precondition } of (body.lifecycle ?? []) as readonly { readonly precondition?: readonly Body[] }[])
      for (const { condition, error_message } of precondition ?? [])
        if (evaluateAll(condition, scope) !== true) throw new RangeError(`${address}: ${String(error_message)}`);
    const own = Object.entries(body).filter(([name]) => !meta.includes(name));
    const values = Object.fromEntries(own.map(([name, value]) => [name, evaluateAll(value, scope)]));
    if (!type.startsWith('data.')) this.planned.set(address, values);
    return lazily(
      (name) => values[name] ?? `<${address}.${name}>`,
      [...Object.keys(values), ...attributesOf(type)],
    ) as Body;
  }

  private awaits(body: Body): void {
    for (const reference of (body.depends_on ?? []) as readonly string[]) evaluateAll(reference, this.scope);
  }

  private once<Value>(
    name: string,
    body: Body | undefined,
    make: (body: Body) => Value,
    check: (body: Body) => void = () => undefined,
  ): Value {
    const full = `${this.prefix}${name}`;
    if (body === undefined) throw new TypeError(`there is no ${full}`);
    if (this.known.has(name)) return this.known.get(name) as Value;
    if (this.begun.includes(name)) throw new TypeError(`${[...this.begun, name].join(' → ')} goes in a circle`);
    this.begun.push(name);
    try {
      const value = make(body);
      this.known.set(name, value);
      check(body);
      return value;
    } finally {
      this.begun.pop();
    }
  }
}

/** An object whose members are found when they are asked for; without a list it has any, or throws. */
function lazily(member: (name: string) => unknown, names?: readonly string[]): object {
  return new Proxy(
    {},
    {
      get: (_target, name) => (typeof name === 'string' ? member(name) : undefined),
      has: (_target, name) => typeof name === 'string' && (names?.includes(name) ?? true),
      ownKeys: () => [...new Set(names ?? [])],
      getOwnPropertyDescriptor: (_target, name) =>
        names?.includes(String(name))
          ? { enumerable: true, configurable: true, value: member(String(name)) }
          : undefined,
    },
  );
}

/** What can be asked of it once it is there: much of what is not given, AWS fills in. */
function attributesOf(address: string): readonly string[] {
  const known = memberOf(provider.types, address.replace(/\.\w+$/, '')) as {
    readonly arguments: Body;
    readonly attributes: readonly string[];
  };
  return [...Object.keys(known.arguments).map((name) => name.replace('!', '')), ...known.attributes, 'id'];
}

function isOf(type: string, value: unknown): boolean {
  const [, kind, inner] = /^(list|map)\((.*)\)$/.exec(type) ?? [];
  if (kind === 'list') return Array.isArray(value) && value.every((one) => isOf(String(inner), one));
  if (kind === 'map')
    return (
      typeof value === 'object' &&
      !Array.isArray(value) &&
      Object.values(value as Body).every((one) => isOf(String(inner), one))
    );
  if (type === 'any') return true;
  const types: Readonly<Record<string, string>> = { string: 'string', number: 'number', bool: 'boolean' };
  if (types[type] === undefined) throw new TypeError(`the type ${type} is not known here`);
  return typeof value === types[type];
}
