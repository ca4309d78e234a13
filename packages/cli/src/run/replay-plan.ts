import type { Recording } from '@ingest/adapters/exchange';
import { type Batching, IngestError, liveBatching, type Source, type Ticker } from '@ingest/core';

/**
 * The batches of a recording, one collection at a time, in the order in which the recorded ones ended. A batch is asked for
 * as far as its tickers are wanted; `isForeign` tickers are in no batch and are asked for all the same, which ends in
 * REPLAY_MISMATCH. A source that `rests` and was not asked then is planned as it was then, and refused as it was then.
 */
export function recordedBatching(
  recording: Recording,
  isForeign: (ticker: Ticker) => boolean,
  rests: (source: string) => boolean,
): Batching {
  const ends = new Map<string, number>();
  const keyOf = (source: string, tickers: readonly Ticker[]) => `${source} ${tickers.join(' ')}`;
  const endOf = (source: string, tickers: readonly Ticker[]) => ends.get(keyOf(source, tickers)) ?? 0;
  return {
    maxConcurrent: 1,
    isSequential: true,
    wasAsked: (source) => recording.askedSources.includes(source),
    hasAnswers: (source, tickers) => recording.leftOver(source, tickers) > 0,
    plan(source, tickers) {
      const { name } = source;
      if (!recording.askedSources.includes(name) && rests(name)) return liveBatching.plan(source, tickers);
      const wanted = new Set(tickers);
      const batches = recording.batches(name).flatMap((recorded) => {
        const batch = recorded.filter((ticker) => wanted.delete(ticker));
        if (batch.length === 0) return [];
        ends.set(keyOf(name, batch), recording.endOf(name, recorded) ?? 0);
        return [batch];
      });
      const foreign = [...wanted].filter(isForeign);
      return foreign.length === 0 ? batches : [...batches, foreign];
    },
    compare: (left, right) => endOf(left.source, left.tickers) - endOf(right.source, right.tickers),
  };
}

/** Whether a recording holds anything that this chain would ask for. */
export function asksSomething(batching: Batching, sources: readonly Source[], tickers: readonly Ticker[]): boolean {
  return sources.some((source) => batching.plan(source, tickers).length > 0);
}

/** The error of recordings of which this chain would ask nothing for these tickers; says what they hold. */
export function asksNothing(path: string, recordings: readonly Recording[], isNarrowed: boolean): IngestError {
  const held = new Set(
    recordings.flatMap((recording) => recording.askedSources.map((source) => inWords(recording, source))),
  );
  return new IngestError(
    'REPLAY_EMPTY',
    `${path} holds nothing of these sources for these tickers; it holds: ${[...held].join('; ')}`,
    {
      hint: isNarrowed
        ? 'replay it without --source and --tickers to take those of the recording'
        : 'record again: a replay asks for what the urls of a recording name',
    },
  );
}

function inWords(recording: Recording, source: string): string {
  const tickers = [...new Set(recording.batches(source).flat())];
  const shown = tickers.length > shownTickers ? `${tickers.slice(0, shownTickers).join(' ')} …` : tickers.join(' ');
  return tickers.length === 0 ? `${source} without tickers` : `${source} ${shown}`;
}

const shownTickers = 5;
