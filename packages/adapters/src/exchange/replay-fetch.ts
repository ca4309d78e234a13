import { dispositionOf, IngestError } from '@ingest/core';
import { fromFailure, ownReasons } from './failure.js';
import type { EntryPlace, RecordedAnswer } from './har/read-entry.js';
import type { RecordedExchange } from './index-recording.js';
import type { Asked } from './locate.js';
import type { Match } from './match.js';
import { toOutcome } from './replay-answer.js';
import type { ReplayClock } from './replay-clock.js';
import { toRequestFacts } from './request-facts.js';

export interface ReplayFetchOptions {
  /** Names the recording in errors. */
  readonly path: string;
  readonly source: string;
  readonly clock: ReplayClock;
  /** The body of a page without news. */
  readonly emptyBody: string;
  readonly ask: (url: URL, method: string) => Asked;
  readonly match: (asked: Asked) => Match;
  readonly read: (place: EntryPlace) => RecordedAnswer;
}

/** The longest that a source is given: a recorded timeout is reached within this time, or by nobody's limit. */
const longestLimitMs = 10_000;

/**
 * A `fetch` that answers from a recording, and opens no socket. The clock jumps to the recorded end of an exchange before
 * its answer is handed out. Rejects like `fetch` for a recorded failure, with the signal's reason when a limit falls due on
 * the way, and with REPLAY_MISMATCH for what was never recorded.
 */
export function createReplayFetch(options: ReplayFetchOptions): typeof fetch {
  const { source, clock } = options;
  return async (input, init) => {
    const { url, method, signal } = toRequestFacts(input, init);
    signal?.throwIfAborted();
    const asked = options.ask(new URL(url), method);
    const match = options.match(asked);
    if (match.kind === 'mismatch') throw mismatch(options.path, asked, match.instead);
    if (match.kind === 'empty') return emptyPage(options.emptyBody);
    const outcome = toOutcome(options.read(match.exchange.place), url, source);
    passExchange(clock, match.exchange);
    signal?.throwIfAborted();
    if (outcome.kind === 'answer') return outcome.response;
    if (outcome.failure.reason === ownReasons.timeout) reachLimit(clock, signal);
    signal?.throwIfAborted();
    throw fromFailure(outcome.failure, source);
  };
}

/**
 * The time of the exchange passes, limits included. What lay between the exchange before and this one does not count: there
 * nobody waited for the source (a person clicked, a store was slow, or another batch ran beside this one).
 */
function passExchange(clock: ReplayClock, { start, end }: RecordedExchange): void {
  clock.skipTo(start);
  clock.advanceTo(end);
}

/** It was a limit that ended the recorded exchange. By a rounding of milliseconds ours may be due a moment later. */
function reachLimit(clock: ReplayClock, signal: AbortSignal | null): void {
  const latest = clock.now() + longestLimitMs;
  while (signal?.aborted === false) {
    const due = clock.nextDue;
    if (due === null || due > latest) return;
    clock.advanceTo(due);
  }
}

function emptyPage(body: string): Response {
  return new Response(body, { headers: { 'content-type': 'application/json' } });
}

function mismatch(path: string, { source, method, path: below, tickerKey }: Asked, instead: string): IngestError {
  const wanted = tickerKey === '' ? '' : ` of ${tickerKey}`;
  return new IngestError(
    'REPLAY_MISMATCH',
    `${path} holds no answer of ${source} to ${method} ${below || '/'}${wanted}; it holds: ${instead}`,
    { hint: dispositionOf('REPLAY_MISMATCH').remedy, context: { source, path: below, tickers: tickerKey } },
  );
}
