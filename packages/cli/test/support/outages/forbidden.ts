import { HOUR_MS, MINUTE_MS } from '@ingest/core';
import type { Exchange } from './provider-world.js';
import type { Fault, Provider, Script } from './script.js';

const limits: readonly Fault[] = ['limitedUntil', 'limited', 'quotaText'];

/** What is told of a plan: so many requests in a calendar hour, or in any minute and second. */
const plans = {
  tiingo: { hour: 50 },
  finnhub: { minute: 60, second: 30 },
} as const;

const restMs = 5 * MINUTE_MS;
const failuresToOpen = 3;

/** When a breaker opened: at the earliest, and at the latest. */
interface Opening {
  readonly earliest: number;
  readonly latest: number;
}

/**
 * What SPEC 5 says about whom may be asked when, counted from what the providers saw: what must not be sent, and what must.
 * Where the answers of a run do not decide how the breaker stands it knows less, and demands less.
 */
export class Forbidden {
  private readonly provider: Provider;
  private readonly script: Script;
  /** Failed runs in a row, for certain. */
  private certainFailures = 0;
  /** Failed runs in a row, at most. */
  private possibleFailures = 0;
  /** The breaker is open for certain. */
  private opened: Opening | null = null;
  /** Until when it may be open. */
  private mayRestUntil = 0;
  /** Until when a reply forbids requests. */
  private limitedUntil = 0;
  private readonly sentAt: number[] = [];

  constructor(provider: Provider, script: Script) {
    this.provider = provider;
    this.script = script;
  }

  /** Whether nothing allows to leave the source alone in a run that begins now. */
  mustBeAskedAt(now: number): boolean {
    const isUsedUp = this.script.plan === 'free' && this.usedInPlan(now) >= 0.7;
    return now >= this.mayRestUntil && now >= this.limitedUntil && !isUsedUp;
  }

  /** Takes note of what a run sent to the provider, in order; answers with what it should not have sent. */
  judge(run: readonly Exchange[], endedAt: number): readonly string[] {
    const breaches = [...this.sentWhileOpen(run), ...this.sentBeyondLimits(run)];
    if (run.length > 0) this.keep(run, endedAt);
    return breaches;
  }

  private sentWhileOpen(run: readonly Exchange[]): readonly string[] {
    const { opened } = this;
    const breaches: string[] = [];
    const refusedAt = this.refusalOf(run)?.endedAt ?? null;
    if (refusedAt !== null)
      for (const { at } of run) if (at > refusedAt) breaches.push(`${this.at(at)} after the key was refused`);
    if (opened === null) return breaches;
    for (const { at } of run)
      if (at < opened.earliest + restMs) breaches.push(`${this.at(at)} while its breaker is open`);
    const good = run.findIndex(({ whole }) => whole !== null);
    const probe = run.slice(0, good < 0 ? run.length : good + 1);
    const batches = new Set(probe.map(({ tickers }) => tickers.join()));
    // A ticker that is refused says nothing of the others: one more is asked.
    const allowed = this.provider === 'finnhub' && probe.some(isForbidden) ? 2 : 1;
    if (batches.size > allowed)
      breaches.push(`${this.at(probe[0]?.at ?? 0)} with more than the one probe: ${[...batches]}`);
    return breaches;
  }

  /** What said that the key, or all that it may do, is refused; null when nothing did. */
  private refusalOf(run: readonly Exchange[]): Exchange | null {
    const ended = run.filter(({ endedAt, isAnswered }) => endedAt !== null && isAnswered);
    const inTurn = [...ended].sort((left, right) => (left.endedAt ?? 0) - (right.endedAt ?? 0));
    const tickers = new Set<string>();
    let hasAnswered = false;
    for (const exchange of inTurn) {
      if (exchange.fault === 'unauthorised') return exchange;
      if (isForbidden(exchange)) {
        if (this.provider === 'tiingo') return exchange;
        tickers.add(exchange.tickers.join());
        // Finnhub refuses tickers one by one: two of them before any answer are about the key.
        if (!hasAnswered && tickers.size >= Math.min(2, this.script.tickers.length)) return exchange;
      }
      hasAnswered ||= exchange.whole !== null;
    }
    return null;
  }

  private sentBeyondLimits(run: readonly Exchange[]): readonly string[] {
    const breaches: string[] = [];
    const earlier = this.limitedUntil;
    for (const { at, tickers } of run) {
      if (at < earlier) breaches.push(`${this.at(at)} although a limit is on until ${new Date(earlier).toISOString()}`);
      for (const other of run) {
        const until = this.limitOf(other);
        const isConcerned = other.fault !== 'brieflyUnavailable' || other.tickers.join() === tickers.join();
        if (isConcerned && at > (other.endedAt ?? at) && at < until)
          breaches.push(`${this.at(at)} although ${other.fault} forbids it until ${new Date(until).toISOString()}`);
      }
      this.sentAt.push(at);
      if (this.script.plan === 'free' && this.usedInPlan(at) > 1) breaches.push(`${this.at(at)} beyond the plan`);
    }
    return breaches;
  }

  /** Until when an answer forbids further requests; 0 when it does not. */
  private limitOf({ fault, endedAt, isAnswered, whole, retryAfterMs }: Exchange): number {
    if (endedAt === null || !isAnswered) return 0;
    const endOfHour = Math.floor(endedAt / HOUR_MS + 1) * HOUR_MS;
    switch (fault) {
      case 'limitedUntil':
        return endedAt + retryAfterMs;
      case 'brieflyUnavailable':
        return whole === null ? endedAt + retryAfterMs : 0;
      case 'quotaText':
        return endOfHour;
      case 'limited':
        if (this.script.plan === 'none') return endedAt + HOUR_MS;
        return this.provider === 'tiingo' ? endOfHour : endedAt + MINUTE_MS;
      default:
        return 0;
    }
  }

  /** How full the fullest window of the plan is: 1 is all of it. */
  private usedInPlan(now: number): number {
    const sentSince = (from: number) => this.sentAt.filter((at) => at > from && at <= now).length;
    if (this.provider === 'tiingo') return sentSince(Math.floor(now / HOUR_MS) * HOUR_MS - 1) / plans.tiingo.hour;
    const { minute, second } = plans.finnhub;
    return Math.max(sentSince(now - MINUTE_MS) / minute, sentSince(now - 1000) / second);
  }

  private keep(run: readonly Exchange[], endedAt: number): void {
    for (const exchange of run)
      if (limits.includes(exchange.fault)) this.limitedUntil = Math.max(this.limitedUntil, this.limitOf(exchange));
    const hasNews = run.some(({ whole }) => whole !== null && whole.length > 0);
    const isGood = run.some(({ whole }) => whole !== null);
    const refused = this.refusalOf(run);
    const isUnclear =
      run.some((one) => limits.includes(one.fault) || isForbidden(one)) || this.usedInPlan(endedAt) >= 0.7;
    if (refused !== null) {
      this.certainFailures += 1;
      this.possibleFailures += 1;
      this.open({ earliest: refused.endedAt ?? 0, latest: endedAt });
    } else if (isGood) {
      this.certainFailures = 0;
      // An empty list is no success where there should be news.
      if (hasNews) this.possibleFailures = 0;
      this.opened = null;
    } else if (isUnclear) {
      this.possibleFailures += 1;
      if (this.opened !== null || this.possibleFailures >= failuresToOpen) this.mayRestUntil = endedAt + restMs;
      this.opened = null;
    } else {
      this.certainFailures += 1;
      this.possibleFailures += 1;
      const earliest = run.at(-1)?.endedAt ?? 0;
      if (this.opened !== null || this.certainFailures >= failuresToOpen) this.open({ earliest, latest: endedAt });
      else if (this.possibleFailures >= failuresToOpen) this.mayRestUntil = endedAt + restMs;
    }
  }

  private open(opening: Opening): void {
    this.opened = opening;
    this.mayRestUntil = opening.latest + restMs;
  }

  private at(at: number): string {
    return `${this.provider} is asked at ${new Date(at).toISOString()}`;
  }
}

function isForbidden({ fault, isAnswered }: Exchange): boolean {
  return fault === 'forbidden' && isAnswered;
}
