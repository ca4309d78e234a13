import { IngestError, type Redact, type Scorer, type Sink, type Source, type Store, toError } from '@ingest/core';
import type { Extension, ForeignScorer, ForeignStore } from './extensions/extensions.js';
import { guardScorer } from './extensions/guard-scorer.js';
import { hideOptions } from './extensions/hide-options.js';
import { misfit, type Shape, scorerShape, sinkShape, sourceShape, storeShape } from './extensions/shapes.js';
import { firstLine } from './first-line.js';

type Factory<Made> = (options: object, services?: object) => Promise<Made>;

/**
 * What makes sources of an extension. Rejects with CONFIG_INVALID that says what is wrong with the module; of what its factory
 * says the options that it was given are hidden, whoever knows them or not.
 */
export function loadSource(extension: Extension, redact: Redact): Promise<Factory<Source>> {
  return load(extension, { factory: 'createSource', kind: 'source', shape: sourceShape, redact });
}

/** What makes sinks of an extension. */
export function loadSink(extension: Extension, redact: Redact): Promise<Factory<Sink>> {
  return load(extension, { factory: 'createSink', kind: 'sink', shape: sinkShape, redact });
}

/** The store of an extension, not opened yet. What its options hold is in no message. */
export async function makeStore({ options, ...extension }: ForeignStore): Promise<Store> {
  const redact = hideOptions(options);
  const create = await load<Store>(extension, { factory: 'createStore', kind: 'store', shape: storeShape, redact });
  return create(options);
}

/** The scorer of an extension. What its options hold is in no message. */
export async function makeScorer({ options, ...extension }: ForeignScorer): Promise<Scorer> {
  const redact = hideOptions(options);
  const create = await load<Scorer>(extension, { factory: 'createScorer', kind: 'scorer', shape: scorerShape, redact });
  return guardScorer(await create(options), extension.use, redact);
}

interface Expected {
  readonly factory: string;
  readonly kind: string;
  readonly shape: Shape;
  readonly redact: Redact;
}

async function load<Made>({ use, url }: Extension, expected: Expected): Promise<Factory<Made>> {
  const { factory, kind, shape, redact } = expected;
  const create = exported(await importModule(url, `${kind} ${use}`, redact), factory);
  if (typeof create !== 'function')
    throw new IngestError('CONFIG_INVALID', `${kind} ${use}: the module has no function ${factory} among its exports`, {
      hint: `export function ${factory}(options) { return …; }: see docs/extending/${kind}.md`,
    });
  return async (options, services) => {
    const hide = hideOptions(options);
    const made = await calling(
      () => create(options, services),
      `${kind} ${use}: ${factory}`,
      (text) => hide(redact(text)),
    );
    if (typeof made !== 'object' || made === null)
      throw new IngestError('CONFIG_INVALID', `${kind} ${use}: ${factory} gave no ${kind}`, {
        hint: `it has to return one: see docs/extending/${kind}.md`,
      });
    const found = misfit(made, shape);
    if (found === null) return made as Made;
    const { member, expected: form } = found;
    throw new IngestError(
      'CONFIG_INVALID',
      `${kind} ${use}: what ${factory} gave does not do as a ${kind}: ${member} must be ${form}`,
      { hint: `the conformance suite says all that is expected: see docs/extending/${kind}.md` },
    );
  };
}

async function importModule(url: string, what: string, redact: Redact): Promise<Record<string, unknown>> {
  try {
    return (await import(url)) as Record<string, unknown>;
  } catch (thrown) {
    const cause = toError(thrown);
    const isMissing = (cause as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND';
    throw new IngestError('CONFIG_INVALID', `${what} could not be loaded: ${redact(firstLine(cause.message))}`, {
      cause,
      hint: isMissing ? 'install what the module imports beside it' : `mend the module: ${url}`,
    });
  }
}

/** The exports of a CommonJS module may stand in its default alone. */
function exported(module: Record<string, unknown>, name: string): unknown {
  return module[name] ?? (module.default as Record<string, unknown> | undefined)?.[name];
}

/** An error of ours says by itself what is wrong; any other is said to be the factory's. */
async function calling(create: () => unknown, what: string, redact: Redact): Promise<unknown> {
  try {
    return await create();
  } catch (thrown) {
    if (IngestError.is(thrown)) throw thrown;
    const cause = toError(thrown);
    throw new IngestError('CONFIG_INVALID', `${what} failed: ${redact(firstLine(cause.message))}`, {
      cause,
      hint: `correct its options, or the module${what.startsWith('source ') ? '; a source is made once without its key, which says what it is called' : ''}`,
    });
  }
}
