import type { Source } from '../contracts/source.js';
import { type Disposition, dispositionOf, type ErrorCode } from '../errors/codes.js';

/**
 * Whether a refused entitlement may concern one ticker alone: a source that takes one ticker in a request refuses those that the
 * plan does not cover, and answers for the others.
 */
export function mayConcernTicker({ capabilities }: Pick<Source, 'capabilities'>, code: ErrorCode): boolean {
  return code === 'FORBIDDEN' && capabilities.maxTickersPerRequest === 1;
}

/** What a failure of a source ends in a run. */
export function endsOf(source: Pick<Source, 'capabilities'>, code: ErrorCode): Disposition['ends'] {
  return mayConcernTicker(source, code) ? 'batch' : dispositionOf(code).ends;
}
