import { IngestError, type Redact, type Scorer, toError } from '@ingest/core';
import { builtInScorerNames } from '../built-in.js';
import { firstLine } from '../first-line.js';

/**
 * A scorer from outside. What it fails with is one line, and `redact` takes out of it what the scorer was given: the report of a
 * run is read by many. CONFIG_INVALID for a name that opinions cannot be stored under.
 */
export function guardScorer(scorer: Scorer, use: string, redact: Redact): Scorer {
  const { name, version, isQuick } = scorer;
  assertName(name, use);
  return {
    name,
    version,
    // It may take long to make, and nobody has asked for it yet.
    get hash() {
      return scorer.hash;
    },
    ...(isQuick === undefined ? {} : { isQuick }),
    async score(items, context) {
      try {
        return await scorer.score(items, context);
      } catch (thrown) {
        if (context.signal.aborted) throw context.signal.reason;
        if (IngestError.is(thrown)) throw thrown;
        const cause = toError(thrown);
        throw new Error(redact(firstLine(cause.message)), { cause });
      }
    },
  };
}

/** Opinions of one that calls itself like the built-in one could not be told from those of that. */
function assertName(name: string, use: string): void {
  if (/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name) && !builtInScorerNames.includes(name)) return;
  throw new IngestError('CONFIG_INVALID', `scorer ${use}: it calls itself ${JSON.stringify(name)}`, {
    hint: `give it a name of lower-case letters, digits and dashes, other than ${builtInScorerNames.join(' and ')}`,
  });
}
