import { manualClock, scriptedSource } from '@ingest/core/testing';
import { chunks } from '../../src/collect/plan-batches.js';
import type { ErrorCode } from '../../src/errors/codes.js';
import type { IngestError } from '../../src/errors/ingest-error.js';
import { SourceError } from '../../src/errors/source-error.js';
import type { Ticker } from '../../src/model/ticker.js';
import type { Collected as Outcome } from '../../src/run/collector.js';
import type { Mode } from '../../src/run/modes.js';
import { type Task, walk } from '../../src/run/walk.js';

/** What a source does with a batch. `part`: its time ends after a whole page, which is an answer. */
export type BatchAnswer =
  | { readonly kind: 'answers' | 'part'; readonly ms: number }
  | { readonly kind: 'fails'; readonly ms: number; readonly code: ErrorCode };

export interface WorldSource {
  readonly name: string;
  /** Without one its first batch is refused. */
  readonly hasKey: boolean;
  /** Whether its breaker has rested: until it has answered, each batch is a probe. */
  readonly isProbed: boolean;
  readonly timeoutMs: number;
  readonly maxTickers: number;
  /** Tickers that it is not asked for. */
  readonly leavesOut: readonly Ticker[];
  /** By the first ticker of the batch. */
  readonly answers: ReadonlyMap<Ticker, BatchAnswer>;
}

export interface World {
  readonly mode: Mode;
  readonly tickers: readonly Ticker[];
  readonly sources: readonly WorldSource[];
  readonly maxConcurrent: number;
  /** Whether waiting batches go by their tickers, not in the order in which they were planned. */
  readonly isSorted: boolean;
}

export interface Collected {
  readonly task: Task;
  readonly startedAt: number;
  /** How many collections were under way when it began: of all sources, and of its own. */
  readonly besides: { readonly all: number; readonly own: number };
  readonly sourceHadAnswered: boolean;
  readonly sourceHadEnded: boolean;
  endedAt: number;
  error: IngestError | null;
  goesOn: boolean;
}

export interface Walked {
  readonly collected: readonly Collected[];
  /** The tickers that got an answer, once for every time they did. */
  readonly answered: readonly Ticker[];
  /** Why and when a source ended. */
  readonly ended: ReadonlyMap<string, { readonly code: ErrorCode; readonly at: number }>;
  /** How often a source was said to have ended. */
  readonly endings: readonly string[];
  readonly tookMs: number;
  readonly pending: number;
}

/** Longer than any world lasts. */
const longEnoughMs = 1_000_000;

/** Walks through a world of scripted answers and keeps what happened. */
export async function walkThrough(world: World): Promise<Walked> {
  const clock = manualClock(0);
  const now = () => clock.elapsed().monotonicMs;
  const collected: Collected[] = [];
  const answered: Ticker[] = [];
  const ended = new Map<string, { readonly code: ErrorCode; readonly at: number }>();
  const endings: string[] = [];
  const underWay = new Set<Collected>();
  const ofName = new Map(world.sources.map((source) => [source.name, source]));

  async function collect(
    task: Task,
    budgetMs: number,
    signal: AbortSignal,
  ): Promise<Pick<Outcome, 'error' | 'goesOn' | 'isProbe' | 'ends'>> {
    const own = (one: Collected) => one.task.source === task.source;
    const collection: Collected = {
      task,
      startedAt: now(),
      besides: { all: underWay.size, own: [...underWay].filter(own).length },
      sourceHadAnswered: collected.some((one) => own(one) && !underWay.has(one) && !one.goesOn),
      sourceHadEnded: ended.has(task.source),
      endedAt: Number.NaN,
      error: null,
      goesOn: false,
    };
    collected.push(collection);
    underWay.add(collection);
    const [error, goesOn] = await exchange(task, budgetMs, signal);
    underWay.delete(collection);
    Object.assign(collection, { endedAt: now(), error, goesOn });
    const isProbe = !collection.sourceHadAnswered && ofName.get(task.source)?.isProbed === true;
    return { error, goesOn, isProbe, ends: null };
  }

  async function exchange(task: Task, budgetMs: number, signal: AbortSignal): Promise<[IngestError | null, boolean]> {
    const [first] = task.tickers;
    const answer = first === undefined ? undefined : ofName.get(task.source)?.answers.get(first);
    if (answer === undefined) throw new TypeError(`nothing is written for ${task.source} and ${task.tickers}`);
    const error = (code: ErrorCode) => new SourceError(code, `${task.source} says ${code}`, { source: task.source });
    if (ofName.get(task.source)?.hasKey === false) return [error('NOT_CONFIGURED'), true];
    try {
      await clock.wait(Math.min(answer.ms, budgetMs), signal);
    } catch (reason) {
      return [reason as IngestError, true];
    }
    if (answer.kind === 'part') return [error('TIMEOUT'), false];
    if (answer.ms >= budgetMs) return [error('TIMEOUT'), true];
    return answer.kind === 'fails' ? [error(answer.code), true] : [null, false];
  }

  let tookMs = Number.NaN;
  const walking = walk({
    ...world,
    clock,
    signal: new AbortController().signal,
    sources: world.sources.map(({ name, timeoutMs }) =>
      scriptedSource({ name, timeoutMs, answer: () => ({ hang: true }) }),
    ),
    batching: {
      maxConcurrent: world.maxConcurrent,
      plan: ({ name }, tickers) => {
        const { leavesOut = [], maxTickers = 1 } = ofName.get(name) ?? {};
        return chunks(
          tickers.filter((ticker) => !leavesOut.includes(ticker)),
          maxTickers,
        );
      },
      ...(world.isSorted ? { compare: (left, right) => (`${left.tickers}` < `${right.tickers}` ? -1 : 1) } : {}),
    },
    collect: (_, task, budgetMs, signal) => collect(task, budgetMs, signal),
    onAnswered: (tickers) => answered.push(...tickers),
    onSourceEnded: (source, { code }) => {
      endings.push(source);
      ended.set(source, { code, at: now() });
    },
  }).then(() => {
    tookMs = now();
  });
  await clock.advance(longEnoughMs);
  if (Number.isNaN(tookMs)) throw new Error('the walk did not end');
  await walking;
  return { collected, answered, ended, endings, tookMs, pending: clock.pending };
}
