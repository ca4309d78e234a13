import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Ticker, toIso, toTicker } from '@ingest/core';
import { onTestFinished } from 'vitest';
import type { RecordingRules } from '../../src/exchange/index.js';

/** 2025-03-04T14:00:00Z, when everything in these recordings begins. */
export const recordedAt = Date.UTC(2025, 2, 4, 14);

/** A directory that is gone after the test. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'ingest-exchange-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

function rulesOf(baseUrl: string, parameter: string): RecordingRules {
  return {
    baseUrl,
    emptyBody: '[]',
    tickersOf(url) {
      const text = url.searchParams.get(parameter);
      return text === null ? null : text.split(',').flatMap((ticker) => toTicker(ticker) ?? []);
    },
  };
}

/** Two sources of the usual kinds: several tickers in a request, and one. */
export const rules: ReadonlyMap<string, RecordingRules> = new Map([
  ['tiingo', rulesOf('https://api.tiingo.com', 'tickers')],
  ['finnhub', rulesOf('https://finnhub.io/api/v1', 'symbol')],
]);

export function tickersOf(...texts: readonly string[]): readonly Ticker[] {
  return texts.flatMap((text) => toTicker(text) ?? []);
}

export interface EntryFacts {
  readonly url?: string;
  readonly method?: string;
  readonly source?: string;
  /** Milliseconds after {@link recordedAt}. */
  readonly at?: number;
  readonly time?: number;
  readonly status?: number;
  readonly statusText?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly text?: string;
  readonly encoding?: string;
  readonly size?: number;
  readonly error?: string;
  readonly errorMessage?: string;
}

export const tiingoUrl = (tickers: string) => `https://api.tiingo.com/tiingo/news?tickers=${tickers}`;
export const finnhubUrl = (symbol: string) => `https://finnhub.io/api/v1/company-news?symbol=${symbol}`;

/** An entry of a HAR; by default Tiingo's empty list for one ticker, after 100 ms. */
export function entry(facts: EntryFacts = {}): object {
  const { url = tiingoUrl('QNDL'), method = 'GET', at = 0, time = 100, status = 200, text = '[]' } = facts;
  return {
    ...(facts.source === undefined ? {} : { _source: facts.source }),
    startedDateTime: toIso(recordedAt + at),
    time,
    request: { method, url, headers: [] },
    response: {
      status,
      statusText: facts.statusText ?? '',
      headers: Object.entries(facts.headers ?? {}).map(([name, value]) => ({ name, value })),
      content: {
        ...(facts.size === undefined ? {} : { size: facts.size }),
        text,
        ...(facts.encoding === undefined ? {} : { encoding: facts.encoding }),
      },
      ...(facts.error === undefined ? {} : { _error: facts.error, _errorMessage: facts.errorMessage ?? '' }),
    },
  };
}

export function harText(entries: readonly object[], members: object = {}): string {
  return JSON.stringify({ log: { version: '1.2', creator: { name: 'test', version: '1' }, ...members, entries } });
}

/** Writes a HAR that is gone after the test; answers with its path. */
export function writeHar(entries: readonly object[], members?: object): string {
  return writeRecording(harText(entries, members));
}

export function writeRecording(content: string | Buffer): string {
  const path = join(temporaryDirectory(), 'day.har');
  writeFileSync(path, content);
  return path;
}

/** What a promise rejects with; undefined when it does not. */
export async function rejectionOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => error,
  );
}
