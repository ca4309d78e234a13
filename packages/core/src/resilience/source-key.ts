import type { Source } from '../contracts/source.js';
import { SourceError } from '../errors/source-error.js';

/** A source without keys has one state all the same. */
const noKey = '-';

/** How a source and its key are known in the store: by the first 8 hex of the key's SHA-256. */
export function keyIdOf({ credential }: Source): string {
  return credential?.keyId ?? noKey;
}

/** The variable of a source's key when that is not set; null for a source that has its key, or needs none. */
export function unsetKeyOf({ credential }: Source): string | null {
  return credential?.keyId === null ? credential.variable : null;
}

/** Whether a source can be asked: it has its key, or needs none. Says nothing of its breaker and its quota. */
export function isUsable(source: Source): boolean {
  return unsetKeyOf(source) === null;
}

/** Why a source without its key is not asked; null for one that may be. */
export function keyMissing(source: Source): SourceError | null {
  const variable = unsetKeyOf(source);
  return variable === null ? null : notConfigured(source.name, variable);
}

function notConfigured(source: string, variable: string): SourceError {
  return new SourceError('NOT_CONFIGURED', `${source} has no key: ${variable} is not set`, {
    source,
    hint: `set ${variable} in the environment or in .env, or take ${source} out of the list of sources`,
  });
}
