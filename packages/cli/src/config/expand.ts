import { IngestError } from '@ingest/core';
import type { Environment } from '../env.js';

/** No setting stands deeper; an alias of YAML may hold itself. */
const deepest = 32;

export interface Expanded {
  readonly value: unknown;
  /** The values that were put in: they may be secrets. */
  readonly secrets: readonly string[];
}

/** Puts variables in the place of `${NAME}` in every text of a configuration. An unset one is CONFIG_INVALID. */
export function expandVariables(
  value: unknown,
  environment: Environment,
  placeOf: (path: readonly PropertyKey[]) => string,
): Expanded {
  const secrets: string[] = [];
  const expand = (inner: unknown, path: readonly PropertyKey[]): unknown => {
    if (path.length > deepest) {
      throw new IngestError(
        'CONFIG_INVALID',
        `${placeOf(path.slice(0, 1))}  settings stand deeper than ${deepest} levels, or hold themselves`,
      );
    }
    if (Array.isArray(inner)) return inner.map((entry, index) => expand(entry, [...path, index]));
    if (typeof inner === 'object' && inner !== null) {
      return Object.fromEntries(Object.entries(inner).map(([key, entry]) => [key, expand(entry, [...path, key])]));
    }
    if (typeof inner !== 'string') return inner;
    return inner.replace(/\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g, (_, name: string) => {
      const variable = environment.get(name);
      if (variable === undefined) {
        throw new IngestError('CONFIG_INVALID', `${placeOf(path)}  ${name} is not set`, {
          hint: `set ${name} in the environment or in .env beside the configuration`,
        });
      }
      secrets.push(variable.value);
      return variable.value;
    });
  };
  return { value: expand(value, []), secrets };
}
