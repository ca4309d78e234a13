import { type Clock, IngestError, MINUTE_MS } from '@ingest/core';
import type { NamedParameter } from './environment.js';

/** How long values are kept, in milliseconds: so soon a key that was changed is taken. */
export const keptForMs = 5 * MINUTE_MS;

/** What was found of the parameters that were asked for: those that are not there are not in it. */
export type AskParameters = (names: readonly string[]) => Promise<ReadonlyMap<string, string>>;

export interface ParametersOptions {
  readonly named: readonly NamedParameter[];
  readonly ask: AskParameters;
  readonly clock: Clock;
  /** Told why values could not be read anew; those from before are used meanwhile. */
  readonly onTrouble: (error: unknown) => void;
}

export interface Parameters {
  /**
   * The values by variable, read when there are none or they are old. Rejects with CONFIG_INVALID that names variable and
   * parameter, and never a value, for one that is not there.
   */
  read(): Promise<ReadonlyMap<string, string>>;
  /** They may have been changed: reads them anew the next time. */
  expire(): void;
}

/** The values of parameters, kept for a while. */
export function keepParameters({ named, ask, clock, onTrouble }: ParametersOptions): Parameters {
  let kept: { readonly values: ReadonlyMap<string, string>; readonly at: number } | null = null;
  let isExpired = false;
  return {
    async read() {
      if (named.length === 0) return new Map();
      // Wall time: the monotonic one may stand still while the function is frozen.
      if (kept !== null && !isExpired && Math.abs(clock.now() - kept.at) < keptForMs) return kept.values;
      try {
        kept = {
          values: valuesOf(named, await ask([...new Set(named.map(({ parameter }) => parameter))])),
          at: clock.now(),
        };
        isExpired = false;
      } catch (error) {
        // One that is gone is a mistake that somebody has to mend; a service that does not answer keeps nobody from working on.
        if (kept === null || (IngestError.is(error) && error.code === 'CONFIG_INVALID')) throw error;
        onTrouble(error);
      }
      return kept.values;
    },
    expire() {
      isExpired = true;
    },
  };
}

function valuesOf(named: readonly NamedParameter[], found: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  // Without the line break that came along when it was put there: so it is used, and so it has to be known as a secret.
  const textOf = ({ parameter }: NamedParameter) => (found.get(parameter) ?? '').trim();
  const missing = named.filter((one) => textOf(one) === '');
  const problemOf = ({ variable, parameter }: NamedParameter) =>
    `${variable}: ${found.has(parameter) ? `the parameter ${parameter} is empty` : `there is no parameter ${parameter}`}`;
  if (missing.length > 0)
    throw new IngestError('CONFIG_INVALID', missing.map(problemOf).join('\n'), {
      hint: 'put the key there (docs/aws.md says how), or mend INGEST_PARAMETERS',
    });
  return new Map(named.map((one) => [one.variable, textOf(one)]));
}
