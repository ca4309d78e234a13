import type { HeldLease } from '../contracts/leases.js';
import type { Source } from '../contracts/source.js';
import type { ErrorCode } from '../errors/codes.js';
import { dispositionOf } from '../errors/codes.js';
import { IngestError } from '../errors/ingest-error.js';
import type { CollectionEvent } from '../model/collection-event.js';
import type { CollectionOutcome, RunOutcome } from '../model/outcome.js';
import type { FailoverReport, RunReport, SourceReport } from '../model/run-report.js';
import type { Gap } from '../model/source-state.js';
import type { Ticker } from '../model/ticker.js';
import { keyMissing } from '../resilience/source-key.js';
import { toIso } from '../time/instant.js';
import { type Lack, lackOf } from './lacking-source.js';
import type { Mode } from './modes.js';
import { type Reading, resumed } from './reading.js';

/** What a run saw so far. */
export interface RunFacts {
  readonly runId: string;
  readonly mode: Mode;
  readonly reading: Pick<Reading, 'kind'>;
  readonly startedAt: number;
  readonly durationMs: number;
  readonly tickers: readonly Ticker[];
  readonly sources: readonly Source[];
  readonly answered: ReadonlySet<Ticker>;
  readonly collections: readonly CollectionEvent[];
  readonly failovers: readonly FailoverReport[];
  readonly gaps: readonly Gap[];
  /** Why a source was not asked (again). */
  readonly ended: ReadonlyMap<string, IngestError>;
  /** What people should know beside. */
  readonly warnings: readonly string[];
  readonly breakerOf: (source: string) => SourceReport['breaker'];
  readonly heldBy: HeldLease | null;
  /** What ended the run early. */
  readonly error: IngestError | null;
}

export function buildReport(facts: RunFacts, redact: (text: string) => string): RunReport {
  const { collections } = facts;
  const sources = facts.sources.map((source) => sourceReport(source, facts));
  const unanswered = facts.tickers.filter((ticker) => !facts.answered.has(ticker));
  const outcome = runOutcomeOf(facts, unanswered);
  const error = facts.error ?? (outcome === 'failed' ? exhausted(sources, facts.reading) : null);
  const sum = (count: (event: CollectionEvent) => number) =>
    collections.reduce((total, event) => total + count(event), 0);
  return {
    runId: facts.runId,
    outcome,
    mode: facts.mode,
    startedAt: toIso(facts.startedAt),
    durationMs: facts.durationMs,
    tickers: [...facts.tickers],
    unanswered,
    requests: sum((event) => event.requests),
    items: {
      received: sum((event) => event.itemCount),
      new: sum((event) => event.newItemCount),
      duplicate: sum((event) => event.duplicateCount),
      revised: sum((event) => event.revisedCount),
      collisions: sum((event) => event.collisionCount),
      rejected: sum((event) => event.rejectedCount),
    },
    sources,
    failovers: [...facts.failovers],
    gaps: [...facts.gaps],
    collections: [...collections],
    notifications: { queued: 0, delivered: 0, pending: 0, dead: 0 },
    incidents: [],
    warnings: [...warningsOf(facts)],
    ...(facts.heldBy === null ? {} : { heldBy: { holder: facts.heldBy.holder, since: toIso(facts.heldBy.takenAt) } }),
    ...(error === null ? {} : { error: errorReport(error, redact) }),
  };
}

export function errorReport(error: IngestError, redact: (text: string) => string): NonNullable<RunReport['error']> {
  const { code, message, hint } = error;
  return { code, message: redact(message), ...(hint === undefined ? {} : { hint: redact(hint) }) };
}

function runOutcomeOf(facts: RunFacts, unanswered: readonly Ticker[]): RunOutcome {
  if (facts.heldBy !== null) return 'skipped';
  if (facts.error !== null || !facts.collections.some(({ success }) => success)) return 'failed';
  const lacksSource = lacksOf(facts).some(({ isFailure }) => isFailure);
  return unanswered.length > 0 || facts.gaps.length > 0 || lacksSource ? 'partial' : 'ok';
}

/** Only in `parallel` another source is no reason to do without one. */
function lacksOf(facts: RunFacts): readonly Lack[] {
  if (facts.mode !== 'parallel') return [];
  return facts.sources.map(({ name }) => lackOf(name, facts)).filter((lack) => lack !== null);
}

function sourceReport(asked: Source, facts: RunFacts): SourceReport {
  const source = asked.name;
  const events = facts.collections.filter((event) => event.source === source);
  const failed = events.find(({ errorCode }) => errorCode !== undefined);
  const ended = facts.ended.get(source) ?? keyMissing(asked);
  const code: ErrorCode | undefined = failed?.errorCode ?? ended?.code;
  const message = failed?.errorMessage ?? ended?.message;
  return {
    source,
    outcome: sourceOutcome(events, code),
    requests: events.reduce((total, event) => total + event.requests, 0),
    items: events.reduce((total, event) => total + event.itemCount, 0),
    breaker: facts.breakerOf(source),
    ...(code === undefined ? {} : { errorCode: code }),
    ...(message === undefined ? {} : { errorMessage: message }),
  };
}

/** The outcome that says most: a part missing, else news, else silence that should not be, else silence. */
function sourceOutcome(events: readonly CollectionEvent[], code: ErrorCode | undefined): CollectionOutcome {
  const good = events.filter(({ success }) => success);
  if (good.length === 0) return code === undefined ? 'skipped' : dispositionOf(code).outcome;
  const has = (outcome: CollectionOutcome) => good.some((event) => event.outcome === outcome);
  if (good.length < events.length || has('partial')) return 'partial';
  return (['ok', 'suspicious'] as const).find(has) ?? 'empty';
}

/** A limit is no failure, but who wants every source wants to know. */
const limits: readonly ErrorCode[] = ['RATE_LIMITED', 'QUOTA_EXHAUSTED'];

/** A source without its key is told of in every run: who is not asked today may be needed tomorrow. */
function warningsOf(facts: RunFacts): readonly string[] {
  const { sources, collections, warnings } = facts;
  const missing = sources
    .map(keyMissing)
    .filter((error) => error !== null)
    .map(({ message }) => `${message}: left out`);
  const silent = collections
    .filter(({ outcome }) => outcome === 'suspicious')
    .map(
      ({ source, tickers }) =>
        `${source} answers without news for ${tickers.join(', ')}, although the store holds some of this time`,
    );
  const limited = lacksOf(facts)
    .filter(({ code }) => limits.includes(code))
    .map(
      ({ source, tickers, code }) =>
        `${source} came to a limit of its plan (${code}) and was not read for ${tickers.length} of ${facts.tickers.length} tickers`,
    );
  return [...missing, ...silent, ...limited, ...warnings];
}

function exhausted(sources: readonly SourceReport[], { kind }: RunFacts['reading']): IngestError {
  const lines = sources.map(({ source, errorCode, outcome }) => `${source} ${errorCode ?? outcome}`);
  return new IngestError('SOURCES_EXHAUSTED', `no source could be collected: ${lines.join(', ')}`, {
    hint: `see what each one answered: ingest events; nothing was lost, ${kind === 'range' ? resumed : 'the next run reads the same stretch again'}`,
  });
}
