import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hcl } from './hcl.js';

/** The arguments and blocks of a block, as the parser gives them: a block is a list, an expression is a text with `${…}`. */
export type Body = Readonly<Record<string, unknown>>;

/** A folder of Terraform files: the root, or one of its modules. */
export interface Module {
  /** From the root; '' for itself. */
  readonly path: string;
  readonly variables: ReadonlyMap<string, Body>;
  readonly locals: ReadonlyMap<string, unknown>;
  /** By `aws_sqs_queue.shares`, or `data.aws_partition.current`. */
  readonly resources: ReadonlyMap<string, Body>;
  readonly modules: ReadonlyMap<string, Body>;
  readonly outputs: ReadonlyMap<string, Body>;
  readonly providers: ReadonlyMap<string, Body>;
}

/** Every folder by its path. */
export type Configuration = ReadonlyMap<string, Module>;

export const terraformFolder = join(import.meta.dirname, '../../../terraform');

/** Changes the text of a file before it is read, for tests of what would be found then. */
export type Edit = (path: string, text: string) => string;

/** Reads all files. Rejects when one is no HCL, or when two blocks have one name. */
export async function readConfiguration(edit: Edit = (_path, text) => text): Promise<Configuration> {
  const paths = ['', ...readdirSync(join(terraformFolder, 'modules')).map((name) => `modules/${name}`)];
  const modules = paths.map(async (path) => {
    const folder = join(terraformFolder, path);
    const files = readdirSync(folder).filter((name) => name.endsWith('.tf'));
    const texts = files.map((name) => edit(join(path, name), readFileSync(join(folder, name), 'utf8')));
    // All at once, so that two blocks of one name are seen wherever they stand.
    return [path, await parsed(path, texts.join('\n'))] as const;
  });
  return new Map(await Promise.all(modules));
}

const known = new Map<string, Promise<Module>>();

/** The parser takes its time: what was parsed once is not parsed again. */
function parsed(path: string, text: string): Promise<Module> {
  const key = `${path}\n${text}`;
  const module = known.get(key) ?? parseModule(path, text);
  known.set(key, module);
  return module;
}

async function parseModule(path: string, text: string): Promise<Module> {
  const read = await hcl.parse(path || 'root', text);
  const allowed = ['terraform', 'provider', 'variable', 'locals', 'resource', 'data', 'module', 'output'];
  const strange = Object.keys(read).filter((kind) => !allowed.includes(kind));
  if (strange.length > 0) throw new TypeError(`${path}: what is ${strange.join(', ')}?`);
  const locals = (read.locals ?? []) as readonly Body[];
  return {
    path,
    variables: blocks(read.variable),
    locals: new Map(locals.flatMap((block) => Object.entries(block))),
    resources: new Map([...typed(read.resource, ''), ...typed(read.data, 'data.')]),
    modules: blocks(read.module),
    outputs: blocks(read.output),
    providers: blocks(read.provider),
  };
}

function typed(read: unknown, prefix: string): (readonly [string, Body])[] {
  return Object.entries((read ?? {}) as Body).flatMap(([type, named]) =>
    [...blocks(named)].map(([name, body]) => [`${prefix}${type}.${name}`, body] as const),
  );
}

function blocks(read: unknown): ReadonlyMap<string, Body> {
  const entries = Object.entries((read ?? {}) as Record<string, readonly Body[]>);
  return new Map(
    entries.map(([name, found]) => {
      const [only] = found;
      if (only === undefined || found.length > 1) throw new TypeError(`${name} stands there ${found.length} times`);
      return [name, only] as const;
    }),
  );
}
