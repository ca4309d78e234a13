import {
  dispositionOf,
  type ErrorCode,
  errorCodes,
  IngestError,
  type Redact,
  type Source,
  SourceError,
  type SourceItem,
  type SourcePage,
  type TickerAggregate,
  toError,
} from '@ingest/core';
import { isItem, pageProblem } from './page-form.js';

const codesOf = (...families: readonly string[]): ReadonlySet<ErrorCode> =>
  new Set(errorCodes.filter((code) => families.includes(dispositionOf(code).family)));

/** What an exchange with a source may come to. */
const ofSources = codesOf('source');
/** What comes through a source from this program: it was stopped, or a recording cannot answer. */
const ofProgram: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['ABORTED', ...codesOf('replay')]);

/**
 * A source from outside that fails with nothing but SourceErrors: whatever else it throws, or gives in the place of a page, is its
 * failure, for which the next source is asked, and no bug of this program that ends the run. Of an item that it cannot read
 * again it says so. `redact` takes secrets out of what is said of it.
 */
export function guardSource(source: Source, redact: Redact): Source {
  const { name, capabilities, credential, timeoutMs, quota, replay } = source;
  return {
    name,
    capabilities,
    credential,
    timeoutMs,
    quota,
    replay,
    async fetchPage(request, context) {
      try {
        const page: unknown = await source.fetchPage(request, context);
        const problem = pageProblem(page);
        if (problem !== null) throw new TypeError(`what fetchPage gave is no page: ${problem}`);
        return page as SourcePage;
      } catch (thrown) {
        if (context.signal.aborted) throw context.signal.reason;
        throw mayPass(thrown) ? thrown : failure(name, toError(thrown), redact);
      }
    },
    ...(source.fetchAggregate === undefined
      ? {}
      : { fetchAggregate: (...asked) => fetchAggregate(source, asked, redact) }),
    ...(source.readItem === undefined ? {} : { readItem: (raw) => readItem(source, raw, redact) }),
  };
}

async function fetchAggregate(
  source: Source,
  [ticker, context]: Parameters<NonNullable<Source['fetchAggregate']>>,
  redact: Redact,
): Promise<TickerAggregate | null> {
  try {
    const given: unknown = await source.fetchAggregate?.(ticker, context);
    if (given === null || isAggregate(given)) return given;
    throw new TypeError('what fetchAggregate gave is neither null nor a statement');
  } catch (thrown) {
    if (context.signal.aborted) throw context.signal.reason;
    throw mayPass(thrown) ? thrown : failure(source.name, toError(thrown), redact);
  }
}

function isAggregate(given: unknown): given is TickerAggregate {
  const { statement } = (given ?? {}) as Partial<Record<keyof TickerAggregate, unknown>>;
  return isObject(statement);
}

function mayPass(thrown: unknown): boolean {
  if (SourceError.is(thrown)) return ofSources.has(thrown.code);
  return IngestError.is(thrown) && ofProgram.has(thrown.code);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function readItem(source: Source, raw: unknown, redact: Redact): SourceItem {
  try {
    const item: unknown = source.readItem?.(raw);
    return isItem(item) ? item : unreadable(raw, 'the source said nothing of it');
  } catch (thrown) {
    return unreadable(raw, redact(`the source failed with it: ${toError(thrown).message}`));
  }
}

function unreadable(raw: unknown, problem: string): SourceItem {
  return { kind: 'malformed', raw, reason: `item: ${problem}` };
}

/** What `fetch` throws when there is no answer is a TypeError with a cause. */
function failure(source: string, cause: Error, redact: Redact): SourceError {
  const isNetwork = cause instanceof TypeError && cause.cause !== undefined;
  const inner = isNetwork ? `${cause.message}: ${toError(cause.cause).message}` : `${cause.name}: ${cause.message}`;
  return new SourceError(isNetwork ? 'NETWORK' : 'MALFORMED_RESPONSE', redact(`${source}: ${inner}`), {
    source,
    cause,
    ...(isNetwork
      ? {}
      : {
          hint: 'The source failed with an error that is no SourceError: mend it, its conformance suite finds the place.',
        }),
  });
}
