import { IngestError, type Redact, type Source, SourceError, toError } from '@ingest/core';

/**
 * A source from outside that fails with nothing but SourceErrors: whatever else it throws is its failure, for which the next
 * source is asked, and no bug of this program that ends the run.
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
        return await source.fetchPage(request, context);
      } catch (thrown) {
        if (context.signal.aborted) throw context.signal.reason;
        throw IngestError.is(thrown) ? thrown : failure(name, toError(thrown), redact);
      }
    },
    ...(source.readItem === undefined ? {} : { readItem: (raw) => source.readItem?.(raw) ?? unreadable(raw) }),
  };
}

function unreadable(raw: unknown) {
  return { kind: 'malformed', raw, reason: 'item: the source said nothing of it' } as const;
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
