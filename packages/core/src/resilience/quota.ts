import type { EpochMs } from '../contracts/clock.js';
import type { LimitReading, QuotaLimit } from '../contracts/source.js';
import { type LimitWindow, limitWindows } from '../errors/source-error.js';
import { DAY_MS, HOUR_MS } from '../time/instant.js';
import { isOver, termAround } from '../time/term.js';
import { addUse, lastReleaseAt, nextReleaseAt, type QuotaUse, usedAt, withoutPast } from './quota-use.js';
import { isRolling, longestMonthMs, offsetOf, windowEnd } from './quota-windows.js';

export { emptyQuotaUse, type QuotaUse, readQuotaUse } from './quota-use.js';

export type Spending =
  /** One request may be sent, once `after` is kept. */
  | { readonly kind: 'spent'; readonly after: QuotaUse }
  /** There is room so soon that it is worth waiting for. Others may take it meanwhile. */
  | { readonly kind: 'wait'; readonly ms: number }
  /** There is room at `until` again. `window`: the one that is full; null for a limit whose window no reply named. */
  | { readonly kind: 'exhausted'; readonly window: LimitWindow | null; readonly until: EpochMs };

/** A block that ends so soon is waited for, as a window of a second is. */
const longestWaitMs = 1000;

/** The part of a window that a caller may fill: above 0, at most 1. */
export type QuotaShare = (window: LimitWindow) => number;

export const wholeQuota: QuotaShare = () => 1;

/**
 * Takes one request out of every window of the plan, or says when there is room. `share` is the part of each window that this
 * caller may fill, one request at least; what others sent counts too. Throws a RangeError for a share that cannot be.
 */
export function spend(
  use: QuotaUse,
  limits: readonly QuotaLimit[],
  now: EpochMs,
  share: QuotaShare = wholeQuota,
): Spending {
  let at = now;
  let longest: Hold | null = null;
  // What a clock that was ahead has counted may fill a window only later on: hence step by step.
  for (let holds = holdsAt(use, limits, at, share); holds.length > 0; holds = holdsAt(use, limits, at, share)) {
    longest = latest(holds.filter(({ isShort }) => !isShort)) ?? longest;
    at = Math.max(...holds.map(({ until }) => until));
  }
  if (longest !== null) return { kind: 'exhausted', window: longest.window, until: at };
  if (at > now) return { kind: 'wait', ms: at - now };
  const after = eachOnce(limits).reduce((counted, limit) => addUse(counted, limit, now, 1), withoutPast(use, now));
  return { kind: 'spent', after };
}

/**
 * A reply said that a limit is reached. It is on until `retryAt`, a day at most; without one until the end of the window
 * that the reply names, else of the plan's shortest one of a minute or more, without such a one for an hour.
 */
export function markUsedUp(
  use: QuotaUse,
  limits: readonly QuotaLimit[],
  now: EpochMs,
  { retryAt, limitWindow }: { readonly retryAt?: EpochMs; readonly limitWindow?: LimitWindow },
): QuotaUse {
  if (retryAt !== undefined && retryAt > now) {
    return block(use, Math.min(retryAt, now + DAY_MS), limitWindow ?? null, now);
  }
  const window = limitWindow ?? shortestOf(limits);
  return block(use, window === null ? now + HOUR_MS : endOf(window, limits, now), window, now);
}

/** Takes over what headers say of a limit, as far as that is less than our own count leaves: a wrong one opens nothing. */
export function correctQuota(
  use: QuotaUse,
  limits: readonly QuotaLimit[],
  { window, remaining, resetsAt }: LimitReading,
  now: EpochMs,
): QuotaUse {
  const left = Math.floor(remaining);
  if (left <= 0) {
    const lengthMs = window === 'month' ? longestMonthMs : DAY_MS;
    return block(use, Math.min(resetsAt ?? endOf(window, limits, now), now + lengthMs), window, now);
  }
  return limits
    .filter((limit) => limit.window === window)
    .reduce((corrected, limit) => {
      const missing = limit.limit - usedAt(corrected, limit, now) - left;
      return missing > 0 ? addUse(corrected, limit, now, missing) : corrected;
    }, use);
}

/** How full a window of the plan is. */
export interface QuotaLevel {
  readonly window: LimitWindow;
  /** May be more than `limit`: the plan was a larger one before. */
  readonly used: number;
  readonly limit: number;
  /** When all of it is there again, if nothing more is sent. */
  readonly resetsAt: EpochMs;
}

/** How full each window is, in the plan's order. A limit that a reply spoke of is not in it: see {@link blockedUntil}. */
export function quotaLevels(use: QuotaUse, limits: readonly QuotaLimit[], now: EpochMs): readonly QuotaLevel[] {
  return limits.map((limit) => ({
    window: limit.window,
    used: usedAt(use, limit, now),
    limit: limit.limit,
    resetsAt: lastReleaseAt(use, limit, now),
  }));
}

/** Until when a limit is on that a reply spoke of; null when none is. */
export function blockedUntil({ block }: QuotaUse, now: EpochMs): EpochMs | null {
  return block === null || isOver(block, now) ? null : block.until;
}

/** A reason why nothing may be sent before `until`. */
interface Hold {
  readonly window: LimitWindow | null;
  readonly until: EpochMs;
  /** Whether it is worth waiting for. */
  readonly isShort: boolean;
}

function holdsAt(use: QuotaUse, limits: readonly QuotaLimit[], at: EpochMs, share: QuotaShare): readonly Hold[] {
  const full = limits
    .filter((limit) => usedAt(use, limit, at) >= roomOf(limit, share))
    .map((limit) => ({
      window: limit.window,
      until: nextReleaseAt(use, limit, at),
      isShort: limit.window === 'second',
    }));
  const until = blockedUntil(use, at);
  if (until === null) return full;
  return [...full, { window: use.block?.window ?? null, until, isShort: until - at <= longestWaitMs }];
}

/** How many requests of a window a share comes to, one at least. */
export function roomOf({ window, limit }: Pick<QuotaLimit, 'window' | 'limit'>, share: QuotaShare): number {
  const part = share(window);
  if (!(part > 0 && part <= 1)) throw new RangeError(`share must be above 0 and at most 1, not ${part}`);
  // The product of a whole number and a part may come out a hair too small: 0.57 × 100.
  return Math.max(1, Math.floor(limit * part + 1e-9));
}

function latest(holds: readonly Hold[]): Hold | null {
  return holds.reduce<Hold | null>((last, hold) => (last === null || hold.until > last.until ? hold : last), null);
}

/** A window that a plan names twice is counted once. */
function eachOnce(limits: readonly QuotaLimit[]): readonly QuotaLimit[] {
  const isSame = (left: QuotaLimit, right: QuotaLimit) =>
    left.window === right.window && (isRolling(left.window) || offsetOf(left) === offsetOf(right));
  return limits.filter((limit, index) => limits.findIndex((other) => isSame(limit, other)) === index);
}

/** A block never shortens a longer one that is on. */
function block(use: QuotaUse, until: EpochMs, window: LimitWindow | null, now: EpochMs): QuotaUse {
  if (!(until > (blockedUntil(use, now) ?? now))) return use;
  return { ...use, block: { ...termAround(now, until - now), window } };
}

/** The shortest window of a minute or more. */
function shortestOf(limits: readonly QuotaLimit[]): LimitWindow | null {
  return limitWindows.find((window) => window !== 'second' && limits.some((limit) => limit.window === window)) ?? null;
}

function endOf(window: LimitWindow, limits: readonly QuotaLimit[], now: EpochMs): EpochMs {
  return windowEnd(window, offsetOf(limits.find((limit) => limit.window === window) ?? { window }), now);
}
