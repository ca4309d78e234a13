import { readFileSync } from 'node:fs';
import { IngestError } from '@ingest/core';
import { type DotEnv, parseDotEnv } from './dot-env.js';

/** A variable and where its value came from. */
export interface Variable {
  readonly value: string;
  /** `environment`, or the path of the `.env` file. */
  readonly origin: string;
}

/** The token of `watch --http`. There is no flag for it: whoever lists processes would see it. */
export const httpTokenVariable = 'INGEST_HTTP_TOKEN';

/** Settings from outside the configuration file; the environment beats `.env`. */
export interface Environment {
  /** The trimmed value; absent when unset or empty. A line break inside it is CONFIG_INVALID: it could smuggle in a header. */
  get(name: string): Variable | undefined;
  /** Places in `.env` (`path:line`) that are no assignments. Never what stands there: it may be a key. */
  readonly skipped: readonly string[];
}

/** The process's environment with the `.env` file of a directory behind it. The only reader of both. */
export function readEnvironment(directory: string): Environment {
  const path = `${directory}/.env`;
  const { values, skipped } = readDotEnv(path);
  return environmentOf(
    [
      { origin: 'environment', read: (name) => process.env[name] },
      { origin: path, read: (name) => values[name] },
    ],
    skipped.map((line) => `${path}:${line}`),
  );
}

/** Where variables come from. */
export interface VariableOrigin {
  /** For people. */
  readonly origin: string;
  read(name: string): string | undefined;
}

/** An environment of what was handed in; the first origin that has a variable wins. */
export function environmentOf(origins: readonly VariableOrigin[], skipped: readonly string[] = []): Environment {
  return {
    get(name) {
      for (const { origin, read } of origins) {
        const variable = trimmed(name, read(name), origin);
        if (variable !== undefined) return variable;
      }
      return undefined;
    },
    skipped,
  };
}

/** What the terminal and its user ask for. */
export function readPreferences(): { readonly noColor: boolean; readonly dumb: boolean; readonly utf8: boolean } {
  const { NO_COLOR, TERM, LC_ALL, LC_CTYPE, LANG } = process.env;
  const locale = LC_ALL || LC_CTYPE || LANG || '';
  return { noColor: (NO_COLOR ?? '') !== '', dumb: TERM === 'dumb', utf8: /utf-?8/i.test(locale) };
}

function trimmed(name: string, text: string | undefined, origin: string): Variable | undefined {
  const value = text?.trim() ?? '';
  if (value === '') return undefined;
  if (/[\r\n]/.test(value)) {
    throw new IngestError('CONFIG_INVALID', `${name} (${origin}) has a line break inside`, {
      hint: 'expected one line; set it again without the line break',
    });
  }
  if (value.length > longestValue) {
    throw new IngestError('CONFIG_INVALID', `${name} (${origin}) is longer than ${longestValue} characters`, {
      hint: 'expected a key, an address or a short list',
    });
  }
  return { value, origin };
}

/** A list of a thousand tickers fits in; no key is that long. */
const longestValue = 8000;

function readDotEnv(path: string): DotEnv {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return { values: {}, skipped: [] };
    throw new IngestError('CONFIG_INVALID', `${path} cannot be read (${code})`, {
      hint: 'give this user the right to read it, or remove it',
    });
  }
  return parseDotEnv(text);
}
