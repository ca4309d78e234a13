import {
  dispositionOf,
  type EpochMs,
  IngestError,
  parseInstant,
  type Ticker,
  toTicker,
  type Window,
} from '@ingest/core';
import type { RecordingMeta } from './har/entry.js';
import { createEntryReader } from './har/read-entry.js';
import { indexRecording, type RecordedExchange, type RecordingIndex } from './index-recording.js';
import { type Asked, createLocator, type RecordingRules, tickerKeyOf } from './locate.js';
import { createMatcher } from './match.js';
import type { ReplayClock } from './replay-clock.js';
import { createReplayFetch } from './replay-fetch.js';

/** One recorded run, to be replayed once. */
export interface Recording {
  readonly path: string;
  /** The chain of the recorded run; without a note of it, its sources in the order in which they were first asked. */
  readonly sources: readonly string[];
  /** The sources that were asked, in the order in which they first were. */
  readonly askedSources: readonly string[];
  /** Through which base url a source was asked; null when it was not. */
  baseUrl(source: string): string | null;
  /** The tickers of the recorded run; without a note of them, every one that was asked for, in recorded order. */
  readonly tickers: readonly Ticker[];
  /** The mode of the recorded run; null in recordings by other tools. */
  readonly mode: string | null;
  /** Which stretch the recorded run read; null in recordings by other tools. */
  readonly reading: RecordingMeta['reading'] | null;
  /**
   * The stretches that the recorded run read of a source for these tickers (in any order), one for each collection: fresh news
   * first, then gaps. Empty where the recording does not say.
   */
  windowsOf(source: string, tickers: readonly Ticker[]): readonly Window[];
  /** When the first exchange began: where the clock of a replay starts. */
  readonly startedAt: EpochMs;
  /** When the last exchange ended. */
  readonly endedAt: EpochMs;
  /** 64 hex characters that depend on what was exchanged and when, and on nothing else. */
  readonly seed: string;
  /** How many exchanges with known sources it holds. */
  readonly entries: number;
  /** How many entries are none: other hosts, sources without rules, preflights. */
  readonly ignored: number;
  /** The sets of tickers that a source was asked for, in the order in which the last exchange of each ended. */
  batches(source: string): readonly (readonly Ticker[])[];
  /** When the last exchange of a source and a set of tickers (in any order) ended; null when there was none. */
  endOf(source: string, tickers: readonly Ticker[]): EpochMs | null;
  /**
   * A `fetch` for a source that answers from the recording. Throws a RangeError for a source without rules.
   * It rejects with REPLAY_MISMATCH for what was never recorded: an adapter has to let that pass.
   */
  fetchFor(source: string, clock: ReplayClock): typeof fetch;
  /** How many exchanges were not asked for so far; of a source for these tickers (in any order), or of all. */
  leftOver(source?: string, tickers?: readonly Ticker[]): number;
  /** Lets go of the file. May be called again. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Opens a recording: reads it once to learn what it holds, and each entry again when it is asked for. Rejects with
 * REPLAY_INVALID when it is not a readable HAR, and with REPLAY_EMPTY when it holds no exchange with one of the sources.
 */
export async function openRecording(path: string, rules: ReadonlyMap<string, RecordingRules>): Promise<Recording> {
  const index = await indexRecording(path, rules);
  if (index.exchanges.length === 0) throw emptyRecording(path, rules, index.others);
  return toRecording(path, index, rules);
}

/** The error of a recording, or of a directory of them, without an exchange with a source; `instead`: what there is. */
export function emptyRecording(
  path: string,
  rules: ReadonlyMap<string, RecordingRules>,
  instead: readonly string[],
): IngestError {
  const names = [...rules.keys()].join(', ');
  const holds = instead.length === 0 ? 'no exchange at all' : instead.join('; ');
  return new IngestError('REPLAY_EMPTY', `${path} holds no exchange with a source (${names}); it holds: ${holds}`, {
    hint: dispositionOf('REPLAY_EMPTY').remedy,
    context: { path, instead: instead.join('; ') },
  });
}

function toRecording(path: string, index: RecordingIndex, rules: ReadonlyMap<string, RecordingRules>): Recording {
  const { exchanges, meta } = index;
  const locator = createLocator(rules);
  const matcher = createMatcher(exchanges);
  const reader = createEntryReader(path);
  const tickers = tickersOf(index);
  const batches = batchesOf(exchanges, (source) => (rules.get(source)?.isUnfiltered ? tickers : null));
  const close = async () => reader.close();
  return {
    path,
    sources: meta === null ? index.sources : meta.sources,
    askedSources: index.sources,
    baseUrl: (source) => index.bases.get(source) ?? null,
    tickers,
    mode: meta?.mode ?? null,
    reading: meta?.reading ?? null,
    windowsOf: windowsOf(index),
    startedAt: exchanges.reduce((first, { start }) => Math.min(first, start), Number.POSITIVE_INFINITY),
    endedAt: exchanges.reduce((last, { end }) => Math.max(last, end), Number.NEGATIVE_INFINITY),
    seed: index.seed,
    entries: exchanges.length,
    ignored: index.ignored,
    batches: (source) => batches.filter((batch) => batch.source === source).map(({ tickers }) => tickers),
    endOf: (source, tickers) => {
      const key = tickerKeyOf(tickers);
      return batches.find((batch) => batch.source === source && batch.key === key)?.end ?? null;
    },
    fetchFor(source, clock) {
      const rule = rules.get(source);
      if (rule === undefined) throw new RangeError(`no replay rules for ${JSON.stringify(source)}`);
      return createReplayFetch({
        path,
        source,
        clock,
        emptyBody: rule.emptyBody,
        // The source has rules, so its url always says what is asked.
        ask: (url, method) => locator.locate(url, method, source) as Asked,
        match: matcher.match,
        read: reader.read,
      });
    },
    leftOver: (source, tickers = []) =>
      source === undefined ? matcher.leftOver() : matcher.leftOverOf(source, tickerKeyOf(tickers)),
    close,
    [Symbol.asyncDispose]: close,
  };
}

function tickersOf({ exchanges, meta }: RecordingIndex): readonly Ticker[] {
  const asked = exchanges.flatMap(({ asked: { tickers } }) => tickers ?? []);
  const noted = (meta?.tickers ?? []).map(toTicker).filter((ticker) => ticker !== null);
  return [...new Set(noted.length > 0 ? noted : asked)];
}

function windowsOf({ collections }: RecordingIndex): Recording['windowsOf'] {
  const windows = new Map<string, Window[]>();
  for (const { source, tickers, from, to } of collections) {
    const [start, end] = [parseInstant(from), parseInstant(to)];
    const known = tickers.map(toTicker).filter((ticker) => ticker !== null);
    if (start === null || end === null) continue;
    const key = JSON.stringify([source, tickerKeyOf(known)]);
    windows.set(key, [...(windows.get(key) ?? []), { from: start, to: end }]);
  }
  return (source, tickers) => windows.get(JSON.stringify([source, tickerKeyOf(tickers)])) ?? [];
}

interface Batch {
  readonly source: string;
  readonly key: string;
  readonly tickers: readonly Ticker[];
  end: EpochMs;
}

/**
 * In the order in which they ended; of two that ended together, the one that began first. `unnamedOf`: which tickers a url of a
 * source asks for that names none; null: it asks for none.
 */
function batchesOf(
  exchanges: readonly RecordedExchange[],
  unnamedOf: (source: string) => readonly Ticker[] | null,
): readonly Batch[] {
  const batches = new Map<string, Batch>();
  for (const { asked, end } of exchanges) {
    const { source } = asked;
    const tickers = asked.tickers ?? unnamedOf(source) ?? [];
    if (tickers.length === 0) continue;
    const tickerKey = tickerKeyOf(tickers);
    const key = JSON.stringify([source, tickerKey]);
    const batch = batches.get(key);
    if (batch === undefined) batches.set(key, { source, key: tickerKey, tickers, end });
    else batch.end = Math.max(batch.end, end);
  }
  return [...batches.values()].sort((left, right) => left.end - right.end);
}
