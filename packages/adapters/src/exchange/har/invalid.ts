import { dispositionOf, IngestError } from '@ingest/core';
import type * as z from 'zod';

/** The error of a recording that cannot be used. Names the file; `what` says what is wrong, and in which entry. */
export function invalidRecording(path: string, what: string, cause?: unknown): IngestError {
  if (IngestError.is(cause)) return cause;
  return new IngestError('REPLAY_INVALID', `cannot replay ${path}: ${what}`, {
    hint: dispositionOf('REPLAY_INVALID').remedy,
    context: { path },
    cause,
  });
}

/** The error of one entry, counted from 1 as a person would. */
export function invalidEntry(path: string, number: number, what: string, cause?: unknown): IngestError {
  return invalidRecording(path, `entry ${number}: ${what}`, cause);
}

/** Where the data differs from its schema, and how; never the data itself. */
export function describeIssues(error: z.ZodError): string {
  return error.issues
    .map((issue) => [...(issue.path.length === 0 ? [] : [issue.path.join('.')]), inWords(issue)].join(': '))
    .join('; ');
}

function inWords(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.message.endsWith('received undefined')
        ? 'missing'
        : `not ${typeNames[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `not ${issue.values.map(String).join(' or ')}`;
    case 'too_small':
      return 'empty';
    default:
      return issue.message;
  }
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  object: 'an object',
  array: 'a list',
};
