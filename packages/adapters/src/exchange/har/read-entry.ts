import { closeSync, openSync, readSync } from 'node:fs';
import { toError } from '@ingest/core';
import { type ExchangeFailure, ownReasons } from '../failure.js';
import { entryAnswer, type NameValue } from './entry.js';
import { describeIssues, invalidEntry } from './invalid.js';
import { parseJson } from './parse-json.js';
import { cutLiteral, type Span } from './scan.js';
import { unescapeJson } from './unescape.js';

/** Where an entry lies in its file. */
export interface EntryPlace {
  /** Counted from 1. */
  readonly number: number;
  readonly offset: number;
  readonly length: number;
  /** Its body, when that is long; null: it is read with the rest. */
  readonly longText: Span | null;
}

/** What an entry answers with. */
export interface RecordedAnswer {
  /** 0: there was none. */
  readonly status: number;
  readonly statusText: string;
  readonly headers: readonly NameValue[];
  /** Decoded, whatever the headers say. */
  readonly body: Buffer;
  /** How many bytes were read when it was recorded; more than the body has, where that was not kept. */
  readonly size: number;
  /** Why it is not whole; null when it is. */
  readonly failure: ExchangeFailure | null;
}

export interface EntryReader {
  /** Throws REPLAY_INVALID when the entry cannot be read, or no longer is what it was. */
  read(place: EntryPlace): RecordedAnswer;
  /** May be called again; reading opens the file anew. */
  close(): void;
}

/**
 * Reads entries of a HAR from where they lie. The file is opened with the first one, so a long sequence of recordings keeps
 * none open. Synchronous: one exchange is replayed at a time, and waiting for a thread costs more than the reading.
 */
export function createEntryReader(path: string): EntryReader {
  let file: number | null = null;
  return {
    read(place) {
      try {
        file ??= openSync(path, 'r');
        return toAnswer(readBytes(file, place), place.longText);
      } catch (error) {
        throw invalidEntry(path, place.number, toError(error).message, error);
      }
    },
    close() {
      if (file !== null) closeSync(file);
      file = null;
    },
  };
}

function readBytes(file: number, { offset, length }: EntryPlace): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  for (let done = 0; done < length; ) {
    const read = readSync(file, bytes, done, length - done, offset + done);
    if (read === 0) throw new Error('the file became shorter while it was replayed');
    done += read;
  }
  return bytes;
}

function toAnswer(bytes: Buffer, longText: Span | null): RecordedAnswer {
  const entry = entryAnswer.safeParse(parseJson(longText === null ? bytes.toString() : without(bytes, longText)));
  if (!entry.success) throw new TypeError(describeIssues(entry.error));
  const { status, statusText, headers, content, _error, _errorMessage } = entry.data.response;
  const text = longText === null ? content?.text : unescapeJson(bytes.subarray(longText.from, longText.to));
  const body = toBody(text ?? '', content?.encoding?.toLowerCase() === 'base64');
  return {
    status,
    statusText: statusText ?? '',
    headers: headers ?? [],
    body,
    size: content?.size ?? body.length,
    failure: toFailure(status, _error, _errorMessage),
  };
}

function without(bytes: Buffer, { from, to }: Span): string {
  return bytes.toString('utf8', 0, from) + cutLiteral + bytes.toString('utf8', to);
}

function toBody(text: string | Buffer, isBase64: boolean): Buffer {
  if (isBase64) return Buffer.from(text.toString(), 'base64');
  return typeof text === 'string' ? Buffer.from(text) : text;
}

function toFailure(
  status: number,
  reason: string | null | undefined,
  message: string | null | undefined,
): ExchangeFailure | null {
  if (typeof reason === 'string' && reason !== '') return { reason, message: message ?? '' };
  return status === 0 ? { reason: ownReasons.failed, message: 'the recording does not say why it failed' } : null;
}
