import type { Clock, EpochMs } from '../contracts/clock.js';
import type { Changed, Json, RegisterStore } from '../contracts/registers.js';
import type { LimitReading, Source } from '../contracts/source.js';
import { dispositionOf, type ErrorCode } from '../errors/codes.js';
import type { IngestError } from '../errors/ingest-error.js';
import { SourceError } from '../errors/source-error.js';
import type { Deadline } from '../time/deadline.js';
import { toIso } from '../time/instant.js';
import {
  type Admission,
  admit,
  type Breaker,
  type BreakerEvent,
  closedBreaker,
  nextBreaker,
  readBreaker,
} from './breaker.js';
import { leftAlone } from './left-alone.js';
import {
  blockedUntil,
  correctQuota,
  markUsedUp,
  type QuotaShare,
  type QuotaUse,
  readQuotaUse,
  type Spending,
  spend,
  wholeQuota,
} from './quota.js';
import { readRegister } from './read-register.js';
import { mayConcernTicker } from './refused-ticker.js';
import { keyIdOf, keyMissing } from './source-key.js';

export interface GuardOptions {
  readonly source: Source;
  readonly registers: RegisterStore;
  readonly clock: Clock;
  /**
   * A replay asks whom the recorded run asked: what was sent then was allowed then. Of limits only those of a plan are heeded.
   * Default: no.
   */
  readonly wasAsked?: boolean;
  /**
   * How many tickers have to be refused, before any is answered, for the refusal to be about the key, where a source takes one
   * ticker in a request. Default: 1.
   */
  readonly refusalsToOpen?: number;
  /** The run that this one is a share of, by which the breaker counts a failure of it once. Default: it is a run of its own. */
  readonly run?: string | undefined;
  /** Told when the breaker changed its state. */
  readonly onBreaker: (before: Breaker, after: Breaker) => void;
}

/** Names of the registers that hold breakers and quotas: then source and key. */
export const breakerPrefix = 'breaker/';
export const quotaPrefix = 'quota/';

/**
 * What stands between a run and a source: its key, its breaker, and the quota of its plan. Breaker and quota are shared by all
 * processes through the store, so each change is one step there.
 */
export class SourceGuard {
  /** As far as this run knows it. */
  breaker: Breaker = closedBreaker;
  private readonly options: GuardOptions;
  private readonly breakerName: string;
  private readonly quotaName: string;
  private admitted: Promise<SourceError | null> | null = null;
  private holdsProbe = false;
  private hasAnswered = false;
  private refusals = 0;
  /** Whether a request has to be taken out of a quota, or may have to wait for the end of a limit. */
  private isLimited: boolean;

  constructor(options: GuardOptions) {
    this.options = options;
    this.isLimited = options.source.quota.length > 0;
    const name = `${options.source.name}/${keyIdOf(options.source)}`;
    this.breakerName = breakerPrefix + name;
    this.quotaName = quotaPrefix + name;
  }

  /** Reads the breaker as it is, for a run that may not come to ask the source. */
  async load(): Promise<void> {
    const found = await readRegister(this.options.registers, this.breakerName);
    if (found !== null) this.breaker = readBreaker(found);
  }

  /** Whether the collection at hand is the one probe of a breaker that has rested. */
  get isProbing(): boolean {
    return this.holdsProbe;
  }

  /** Whether the source may be asked in this run, decided once: null, or why not. Claims the probe of a breaker that has rested. */
  admit(): Promise<SourceError | null> {
    this.admitted ??= this.decide();
    return this.admitted;
  }

  /**
   * Takes one request out of the quota, of which a part may be used up. A window of a second is waited for; rejects
   * with QUOTA_EXHAUSTED when there is no room, and at once when the deadline's signal aborts.
   */
  async spend(deadline: Deadline, share: QuotaShare = wholeQuota): Promise<void> {
    const { source, clock } = this.options;
    if (!this.isLimited || this.isUnplanned) return;
    for (;;) {
      const spending = await this.changeQuota((use, now) => {
        const spent = spend(use, source.quota, now, share);
        return { use: spent.kind === 'spent' ? spent.after : use, result: spent };
      });
      if (spending.kind === 'spent') return;
      if (spending.kind === 'exhausted' || spending.ms >= deadline.remainingMs()) throw this.exhausted(spending);
      await clock.wait(spending.ms, deadline.signal);
    }
  }

  /** Keeps what the headers of a reply say of the plan's limits. */
  async correct(readings: readonly LimitReading[]): Promise<void> {
    if (readings.length === 0) return;
    this.isLimited = true;
    const { quota } = this.options.source;
    await this.changeQuota((use, now) => ({
      use: readings.reduce((corrected, reading) => correctQuota(corrected, quota, reading, now), use),
      result: undefined,
    }));
  }

  /** A reply said that a limit is reached: its window counts as used up, for every process. */
  async limited({ retryAt, limitWindow }: SourceError): Promise<void> {
    this.isLimited = true;
    const { quota } = this.options.source;
    const reply = { ...(retryAt !== undefined && { retryAt }), ...(limitWindow !== undefined && { limitWindow }) };
    await this.changeQuota((use, now) => ({ use: markUsedUp(use, quota, now, reply), result: undefined }));
  }

  /** What a collection means for the breaker at once: a refused key opens it, a success closes it, a failed probe opens it again. */
  async settle(success: boolean, error: IngestError | null): Promise<void> {
    this.hasAnswered ||= success;
    const meaning = error === null ? 'untouched' : dispositionOf(error.code).breaker;
    if (error !== null && meaning === 'opens' && this.isAboutKey(error.code))
      await this.changeBreaker({ kind: 'refused', code: error.code });
    else if (success) await this.succeeded();
    else if (error !== null && meaning === 'counts' && this.holdsProbe)
      await this.changeBreaker({ kind: 'failed', code: error.code });
  }

  /** The probe told neither good nor bad: another run may probe, and this one leaves the source alone. Answers with why. */
  async giveBackProbe(): Promise<SourceError> {
    await this.changeBreaker({ kind: 'released' });
    const { name } = this.options.source;
    return new SourceError(
      'CIRCUIT_OPEN',
      `${name} was probed with one batch and kept silent where it should have news`,
      {
        source: name,
        hint: 'nothing to do: the next run probes it again',
      },
    );
  }

  /** The run is over: a source that was asked and never succeeded failed in it, once. */
  async endRun(failedWith: ErrorCode | null): Promise<void> {
    if (this.holdsProbe) await this.changeBreaker({ kind: 'released' });
    else if (this.breaker.kind === 'closed' && failedWith !== null && dispositionOf(failedWith).breaker === 'counts')
      await this.changeBreaker({ kind: 'failed', code: failedWith, run: this.options.run });
  }

  /** Whether no plan limits what a replay asks again. */
  private get isUnplanned(): boolean {
    return this.options.wasAsked === true && this.options.source.quota.length === 0;
  }

  /** Counts a refusal. One that may concern its ticker alone says nothing of the key before there are enough of them. */
  private isAboutKey(code: ErrorCode): boolean {
    const { source, refusalsToOpen = 1 } = this.options;
    if (!mayConcernTicker(source, code)) return true;
    this.refusals += 1;
    return !this.hasAnswered && this.refusals >= refusalsToOpen;
  }

  private async succeeded(): Promise<void> {
    if (this.breaker.kind !== 'closed' || this.breaker.failures > 0) await this.changeBreaker({ kind: 'succeeded' });
  }

  private async decide(): Promise<SourceError | null> {
    const { source } = this.options;
    const missing = keyMissing(source);
    if (missing !== null) return missing;
    const blocked = await this.changeQuota((use, now) => ({ use, result: blockedUntil(use, now) }));
    this.isLimited ||= blocked !== null;
    if (blocked !== null && !this.isUnplanned && blocked - this.options.clock.now() > longestWaitMs)
      return this.exhausted({ kind: 'exhausted', window: null, until: blocked });
    const admission = await this.change<Admission>(this.breakerName, (before) => {
      this.breaker = readBreaker(before);
      const admission = admit(this.breaker, this.options.clock.now());
      return { after: admission.kind === 'probe' ? asJson(admission.after) : before, result: admission };
    });
    if (admission.kind === 'no' && this.options.wasAsked !== true)
      return leftAlone(source, admission.code, admission.until);
    this.holdsProbe = admission.kind === 'probe';
    if (admission.kind === 'probe') this.tell(admission.after);
    return null;
  }

  private async changeBreaker(event: BreakerEvent): Promise<void> {
    this.holdsProbe = false;
    const after = await this.change<Breaker>(this.breakerName, (before) => {
      const next = nextBreaker(readBreaker(before), event, this.options.clock.now());
      return { after: asJson(next), result: next };
    });
    this.tell(after);
  }

  private tell(after: Breaker): void {
    const before = this.breaker;
    this.breaker = after;
    if (before.kind !== after.kind) this.options.onBreaker(before, after);
  }

  private changeQuota<Result>(
    decide: (use: QuotaUse, now: EpochMs) => { readonly use: QuotaUse; readonly result: Result },
  ): Promise<Result> {
    return this.change(this.quotaName, (before) => {
      const use = readQuotaUse(before);
      const decided = decide(use, this.options.clock.now());
      return { after: decided.use === use ? before : asJson(decided.use), result: decided.result };
    });
  }

  private change<Result>(name: string, decide: (before: Json) => Changed<Result>): Promise<Result> {
    return this.options.registers.change(name, decide);
  }

  private exhausted(spending: Exclude<Spending, { kind: 'spent' }>): SourceError {
    const { source, clock } = this.options;
    const { window, until } =
      spending.kind === 'wait' ? ({ window: 'second', until: clock.now() + spending.ms } as const) : spending;
    const what = window === null ? 'a limit of the plan is on' : `the requests of this ${window} are used up`;
    return new SourceError('QUOTA_EXHAUSTED', `${source.name}: ${what} until ${toIso(until)}; nothing was sent`, {
      source: source.name,
      hint: 'wait, ask for fewer tickers or less often, or name a larger plan in the configuration',
    });
  }
}

/** A limit that ends so soon is waited for. */
const longestWaitMs = 1000;

function asJson(value: Breaker | QuotaUse): Json {
  return value as unknown as Json;
}
