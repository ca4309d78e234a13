import type { Batching } from '../collect/plan-batches.js';
import type { Clock } from '../contracts/clock.js';
import type { Source } from '../contracts/source.js';
import type { ErrorCode } from '../errors/codes.js';
import type { IngestError } from '../errors/ingest-error.js';
import type { Ticker } from '../model/ticker.js';
import type { Collected } from './collector.js';
import type { Mode } from './modes.js';
import { SourceGate } from './source-gate.js';

/** Tickers that a source is to be asked for. */
export interface Task {
  readonly level: number;
  readonly source: string;
  readonly tickers: readonly Ticker[];
  /** The source that failed before, when this one stands in for it. */
  readonly standsInFor: { readonly source: string; readonly code: ErrorCode } | null;
}

export interface WalkOptions {
  readonly sources: readonly Source[];
  readonly tickers: readonly Ticker[];
  readonly mode: Mode;
  readonly batching: Batching;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** One collection. Rejects only with what ends the run. */
  readonly collect: (
    source: Source,
    task: Task,
    budgetMs: number,
    signal: AbortSignal,
  ) => Promise<Pick<Collected, 'error' | 'goesOn' | 'isProbe' | 'ends'>>;
  /** Sources that are not to be asked, and why. Default: none. */
  readonly ended?: ReadonlyMap<string, IngestError>;
  /** Told when tickers have their answer. */
  readonly onAnswered: (tickers: readonly Ticker[]) => void;
  /** Told when a source is not asked, or not again, in this run. */
  readonly onSourceEnded: (source: string, error: IngestError) => void;
}

/**
 * Takes tickers through the chain of sources. In `failover` each batch goes to the first source, and on to the next one at
 * once when it fails; in `parallel` every source is asked for everything. How many collections are under way at once, and
 * in which order waiting ones start, is the batching's affair; a source's first batch always goes alone.
 */
export async function walk(options: WalkOptions): Promise<void> {
  return new Walk(options).run();
}

class Walk {
  private readonly options: WalkOptions;
  private readonly gates: readonly SourceGate[];
  private readonly waiting: Task[] = [];
  /** Tasks that a source failed at and ended with. */
  private readonly failed: { readonly task: Task; readonly error: IngestError }[] = [];
  private readonly underWay = new Set<Promise<void>>();
  private readonly stop = new AbortController();

  constructor(options: WalkOptions) {
    this.options = options;
    this.gates = options.sources.map(
      (source) =>
        new SourceGate(
          source,
          options.clock,
          (error) => options.onSourceEnded(source.name, error),
          options.ended?.get(source.name) ?? null,
        ),
    );
  }

  async run(): Promise<void> {
    const levels = this.options.mode === 'parallel' ? this.gates.keys() : [0];
    for (const level of levels) this.plan(level, this.options.tickers, null);
    try {
      for (;;) {
        this.startWhatIsReady();
        if (this.underWay.size === 0) break;
        await Promise.race(this.underWay);
        this.stop.signal.throwIfAborted();
      }
    } catch (error) {
      this.stop.abort(error);
      await Promise.allSettled(this.underWay);
      throw error;
    }
    this.options.signal.throwIfAborted();
  }

  private plan(level: number, tickers: readonly Ticker[], standsInFor: Task['standsInFor']): void {
    const gate = this.gates[level];
    if (gate === undefined || tickers.length === 0) return;
    const batches = this.options.batching.plan(gate.source, tickers);
    const tasks = batches.map((batch) => ({ level, source: gate.source.name, tickers: batch, standsInFor }));
    // What goes on after a failure goes first: its tickers have waited already.
    if (standsInFor === null) this.waiting.push(...tasks);
    else this.waiting.unshift(...tasks);
    const asked = new Set(batches.flat());
    this.goOn(
      level,
      tickers.filter((ticker) => !asked.has(ticker)),
      standsInFor,
    );
  }

  private goOn(level: number, tickers: readonly Ticker[], standsInFor: Task['standsInFor']): void {
    if (this.options.mode === 'failover') this.plan(level + 1, tickers, standsInFor);
  }

  private startWhatIsReady(): void {
    const { compare } = this.options.batching;
    this.handOnStranded();
    while (!this.options.signal.aborted) {
      if (compare !== undefined) this.waiting.sort(compare);
      const index = this.waiting.findIndex(({ level }) => this.mayStart(this.gate(level)));
      const [task] = index < 0 ? [] : this.waiting.splice(index, 1);
      if (task === undefined) return;
      this.start(task);
    }
  }

  /** In `parallel` the collections of one source take no turn away from another's. */
  private mayStart(gate: SourceGate): boolean {
    const { mode, batching } = this.options;
    const isEachAlone = mode === 'parallel' && !batching.isSequential;
    const underWay = isEachAlone ? gate.underWay : this.underWay.size;
    return underWay < batching.maxConcurrent && gate.mayStart();
  }

  /**
   * What waits for a source that has ended goes on together, as soon as nothing is left of what was aborted: the next source
   * is asked in batches of its own size, in the order in which the run was asked for them.
   */
  private handOnStranded(): void {
    for (const [level, gate] of this.gates.entries()) {
      gate.expire();
      const { ended } = gate;
      if (ended === null || !gate.isOver) continue;
      const waiting = take(this.waiting, (task) => task.level === level).map((task) => ({ task, error: ended }));
      const stranded = [...take(this.failed, ({ task }) => task.level === level), ...waiting];
      const groups = new Map<string, { readonly tickers: Set<Ticker>; readonly standsInFor: Task['standsInFor'] }>();
      for (const { task, error } of stranded) {
        const standsInFor = standsInForNext(task, error);
        const key = JSON.stringify(standsInFor);
        const group = groups.get(key) ?? { tickers: new Set(), standsInFor };
        for (const ticker of task.tickers) group.tickers.add(ticker);
        groups.set(key, group);
      }
      for (const { tickers, standsInFor } of groups.values()) {
        const inOrder = this.options.tickers.filter((ticker) => tickers.has(ticker));
        this.goOn(level, inOrder, standsInFor);
      }
    }
  }

  private start(task: Task): void {
    // What ends the run is kept in the signal: a race that a neighbour has just won would swallow it.
    const running: Promise<void> = this.collect(task)
      .catch((error: unknown) => this.stop.abort(error))
      .finally(() => this.underWay.delete(running));
    this.underWay.add(running);
  }

  private async collect(task: Task): Promise<void> {
    const gate = this.gate(task.level);
    const signal = AbortSignal.any([this.options.signal, this.stop.signal, gate.signal]);
    const budgetMs = gate.start();
    const { error, goesOn, isProbe, ends } = await this.options.collect(gate.source, task, budgetMs, signal);
    if (error?.code === 'ABORTED') throw error;
    gate.finish(goesOn ? error : ends, isProbe);
    if (!goesOn || error === null) {
      this.options.onAnswered(task.tickers);
      return;
    }
    if (gate.ended === null) this.goOn(task.level, task.tickers, standsInForNext(task, error));
    else this.failed.push({ task, error });
  }

  private gate(level: number): SourceGate {
    const gate = this.gates[level];
    if (gate === undefined) throw new RangeError(`no source at level ${level}`);
    return gate;
  }
}

/** Whom the next source stands in for: a source without a key did not fail. */
function standsInForNext({ source, standsInFor }: Task, { code }: IngestError): Task['standsInFor'] {
  return code === 'NOT_CONFIGURED' ? standsInFor : { source, code };
}

/** Takes out of a list what is wanted, in order. */
function take<T>(list: T[], isWanted: (value: T) => boolean): T[] {
  const taken = list.filter(isWanted);
  const rest = list.filter((value) => !isWanted(value));
  list.splice(0, list.length, ...rest);
  return taken;
}
