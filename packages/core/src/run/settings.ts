import type { LoadMarketHours } from '../alerts/market-hours.js';
import { futureToleranceMs as defaultFutureToleranceMs } from '../collect/judge-items.js';
import { type Batching, liveBatching } from '../collect/plan-batches.js';
import type { Chance, Clock } from '../contracts/clock.js';
import type { Scorer } from '../contracts/scorer.js';
import type { Sink } from '../contracts/sink.js';
import type { Source } from '../contracts/source.js';
import type { Store } from '../contracts/store.js';
import type { EventReader } from '../events.js';
import { type Ticker, toTicker } from '../model/ticker.js';
import { noSecrets, type Redact } from '../security/redact.js';
import { DAY_MS } from '../time/instant.js';
import { systemChance } from '../time/system-clock.js';
import type { ProcessIdentity } from './lease-keeper.js';
import { Ledger } from './ledger.js';
import { type Mode, modes } from './modes.js';
import type { Reading } from './reading.js';
import type { RunShare } from './run-share.js';

/**
 * What a run writes. `all`: stories, events and state, under the lease. `news`: stories, events and quarantine but no state
 * and without a lease (a replay). `nothing`: it asks, judges and reports.
 */
export type Writes = 'all' | 'news' | 'nothing';

/** What `createIngest` puts together. Everything but tickers, sources, store and clock has a default; nothing is opened or closed. */
export interface IngestOptions {
  /** At least one; any form that `toTicker` reads. */
  readonly tickers: readonly string[];
  /** At least one; their order is their priority. */
  readonly sources: readonly Source[];
  /** An open store. It stays the caller's: it is never closed here. */
  readonly store: Store;
  /** Such as `systemClock()`. */
  readonly clock: Clock;
  /** Default: the machine's chance. Jitter and ids come from it. */
  readonly chance?: Chance;
  /** Default: `failover`. */
  readonly mode?: Mode;
  /** Default: what is new since the last run; the last 24 hours where there was none. */
  readonly reading?: Reading;
  /** How far ahead of the clock an item may be published, in milliseconds. Default: 15 minutes. */
  readonly futureToleranceMs?: number;
  /** Default: `all`. */
  readonly writes?: Writes;
  /** Default: `run`. Two runs that hold a lease of the same name exclude each other. */
  readonly leaseName?: string;
  /** The part of a run that this one is. Default: null, it is a whole run and is remembered under the name of its lease. */
  readonly share?: RunShare | null;
  /** What is known of the sources' past. Default: a fresh one; a run that writes `all` reads it from the store. */
  readonly ledger?: Ledger;
  /** Default: an anonymous process that is never known to be gone. */
  readonly identity?: ProcessIdentity;
  /** Takes secrets out of messages. Default: takes nothing out. */
  readonly redact?: Redact;
  /** Told what happens. */
  readonly onEvent?: EventReader;
  /** Reads how good or bad news is where no source says it. Default: none, and such stories have no sentiment. */
  readonly scorer?: Scorer | null;
  /** Told of new stories, after the run has collected. Default: none. */
  readonly sinks?: readonly Sink[];
  /** Told when something is wrong, and when it is over. Default: none. A sink of `sinks` may be among them. */
  readonly alertSinks?: readonly Sink[];
  /** The hours of the market, for alerts that depend on them. Default: none, and those keep silent. */
  readonly market?: LoadMarketHours;
  /** Whether new stories are announced. Default: yes, except of a range. */
  readonly announce?: boolean;
  /**
   * `send`: what is due goes to the sinks at the end of the run. `queue`: it is left to whoever calls `deliver`. `keep`: it is kept
   * to be looked at and never sent. Default: `send`; `keep` for a run that writes no state.
   */
  readonly deliver?: 'send' | 'queue' | 'keep';
  /** The clock of deliveries, where that of the run is a virtual one. Default: `clock`. */
  readonly deliveryClock?: Clock;
  /** Default: as many tickers in a request as a source takes, at most 8 collections at once. */
  readonly batching?: Batching;
}

export type IngestSettings = Required<Omit<IngestOptions, 'tickers'>> & { readonly tickers: readonly Ticker[] };

const anonymous: ProcessIdentity = {
  owner: { holder: 'a process without a name', bootId: '', pid: 0, processStart: '' },
  isGone: () => false,
};

/** The lease of whoever collects what is new, and the name under which their runs are remembered: there is one at a time. */
export const runLease = 'run';

/** The lease of whoever reads a time that is past. */
export const backfillLease = 'backfill';

/**
 * Checks what was handed in and fills in the defaults, also for what is there and `undefined`. Throws a RangeError that quotes
 * the value.
 */
export function toSettings(options: IngestOptions): IngestSettings {
  const {
    tickers,
    sources,
    store,
    clock,
    chance = systemChance(),
    mode = 'failover',
    reading = { kind: 'new', firstMs: DAY_MS },
    futureToleranceMs = defaultFutureToleranceMs,
    writes = 'all',
    leaseName = runLease,
    share = null,
    ledger = new Ledger(),
    identity = anonymous,
    redact = noSecrets,
    onEvent = () => {},
    scorer = null,
    sinks = [],
    alertSinks = [],
    market = async () => null,
    announce = reading.kind !== 'range',
    deliver = writes === 'all' ? 'send' : 'keep',
    deliveryClock = clock,
    batching = liveBatching,
  } = options;
  if (tickers.length === 0) throw new RangeError('tickers must name at least one ticker');
  if (sources.length === 0) throw new RangeError('sources must name at least one source');
  if (!modes.includes(mode))
    throw new RangeError(`mode must be one of ${modes.join(', ')}, not ${JSON.stringify(mode)}`);
  assertNamedOnce('sources', sources);
  assertNamedOnce('sinks', sinks);
  assertNamedOnce('alertSinks', alertSinks);
  for (const source of sources) assertSource(source);
  assertReading(reading);
  assertLength('futureToleranceMs', futureToleranceMs);
  if (!(batching.maxConcurrent >= 1))
    throw new RangeError(`batching.maxConcurrent must be at least 1, not ${batching.maxConcurrent}`);
  return {
    tickers: [...new Set(tickers.map(assertTicker))],
    sources,
    store,
    clock,
    chance,
    mode,
    reading,
    futureToleranceMs,
    writes,
    leaseName,
    share,
    ledger,
    identity,
    redact,
    onEvent,
    scorer,
    sinks,
    alertSinks,
    market,
    announce,
    deliver,
    deliveryClock,
    batching,
  };
}

function assertNamedOnce(what: 'sources' | 'sinks' | 'alertSinks', all: readonly { readonly name: string }[]): void {
  const names = all.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new RangeError(`two ${what} are named ${JSON.stringify(twice)}`);
}

function assertReading(reading: Reading): void {
  if (reading.kind === 'new') assertLength('firstMs of reading', reading.firstMs);
  if (reading.kind === 'fresh' && reading.sinceMs !== null) assertLength('sinceMs of reading', reading.sinceMs);
  if (reading.kind === 'range' && !(reading.from <= reading.to))
    throw new RangeError(`reading must not end before it begins: from ${reading.from} to ${reading.to}`);
}

function assertLength(what: string, ms: number): void {
  if (!(Number.isFinite(ms) && ms >= 0))
    throw new RangeError(`${what} must be a length of time in milliseconds, at least 0, not ${ms}`);
}

/** The longest that any source may take for its first whole page. */
const longestTimeoutMs = 10_000;

function assertSource({ name, timeoutMs, capabilities: { maxTickersPerRequest } }: Source): void {
  if (!(timeoutMs > 0 && timeoutMs <= longestTimeoutMs))
    throw new RangeError(`timeoutMs of ${name} must be more than 0 and at most ${longestTimeoutMs}, not ${timeoutMs}`);
  if (!(maxTickersPerRequest >= 1))
    throw new RangeError(`maxTickersPerRequest of ${name} must be at least 1, not ${maxTickersPerRequest}`);
}

function assertTicker(text: string): Ticker {
  const ticker = toTicker(text);
  if (ticker === null) throw new RangeError(`not a ticker: ${JSON.stringify(text)}`);
  return ticker;
}
