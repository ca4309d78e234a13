import { redactUrl } from '@ingest/core';
import { distance } from 'fastest-levenshtein';
import type * as z from 'zod';

/** One finding of the schema in words: which setting, what is wrong with it, what was expected, the nearest known name. */
export function explainIssue(issue: z.core.$ZodIssue, value: unknown, knownKeys: readonly string[]): string {
  const path = settingPath(issue.path);
  if (issue.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys;
    const full = settingPath([...issue.path, key]);
    return `${full}: unknown setting${suggestion(key, knownKeys)}`;
  }
  return `${path}: ${expectation(issue.message)}, not ${shortJson(value)}`;
}

/** `sources[1].use` */
export function settingPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : text === '' ? String(key) : `${text}.${String(key)}`),
    '',
  );
}

/** `\n  did you mean "x"?  known: …`; only the list where nothing is near. */
export function suggestion(name: string, known: readonly string[]): string {
  const [nearest] = [...known].sort((left, right) => distance(name, left) - distance(name, right));
  const isNear = nearest !== undefined && distance(name, nearest) <= Math.max(2, Math.floor(name.length / 3));
  return `\n  ${isNear ? `did you mean "${nearest}"?  ` : ''}known: ${known.join(', ')}`;
}

function expectation(message: string): string {
  return message
    .replace(/^Invalid (?:input|option): /, '')
    .replace(/, received .*$/, '')
    .replace(/^Invalid (\w+).*$/, 'expected a valid $1')
    .replace(/^Too (small|big): /, '');
}

/** A list or a mapping is named and not shown: a key may stand in it. */
function shortJson(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'a mapping';
  const text = JSON.stringify(typeof value === 'string' ? redactUrl(value) : value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
