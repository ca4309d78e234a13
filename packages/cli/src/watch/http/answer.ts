import { IngestError } from '@ingest/core';
import { toJson } from '../../output.js';

/** What one request gets. */
export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What of a request decides. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly host: string | undefined;
  readonly authorization: string | undefined;
}

export function jsonAnswer(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, type: 'application/json; charset=utf-8', body: `${toJson(value)}\n`, headers };
}

/** A refusal, in the form that every error of the command line has. */
export function errorAnswer(
  status: number,
  error: { readonly code: string; readonly message: string; readonly hint?: string },
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return jsonAnswer(status, { error }, headers);
}

/** What went wrong inside: a store's error by its code, anything else without a word that could hold a secret. */
export function failureAnswer(error: unknown): Answer {
  if (!IngestError.is(error)) return errorAnswer(500, { code: 'INTERNAL', message: 'this request met a bug' });
  return errorAnswer(503, { code: error.code, message: `the store did not answer (${error.code})` });
}
