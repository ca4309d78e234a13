import * as z from 'zod';
import type { EpochMs } from '../contracts/clock.js';
import type { LimitReading, QuotaLimit } from '../contracts/source.js';
import type { Json, Term } from '../contracts/store.js';
import { type LimitWindow, limitWindows } from '../errors/source-error.js';
import { DAY_MS, HOUR_MS } from '../time/instant.js';
import { isOver, term, termAround } from '../time/term.js';
import { calendarWindow, windowKind } from './quota-windows.js';

/** What was used of a source's quota under one key, as data that processes share. */
export interface QuotaUse {
  /** When requests were sent, oldest first, for windows that roll. */
  readonly sentAt: readonly EpochMs[];
  /** How many were sent since a calendar window began. */
  readonly counters: Readonly<Partial<Record<LimitWindow, { readonly start: EpochMs; readonly used: number }>>>;
  /** A limit that a reply spoke of: nothing is sent until it is over. */
  readonly blocked: (Term & { readonly window: LimitWindow | null }) | null;
}

export const emptyQuotaUse: QuotaUse = { sentAt: [], counters: {}, blocked: null };

export type Spending =
  | { readonly kind: 'spent'; readonly after: QuotaUse }
  /** Room comes so soon that it is worth waiting for. */
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'exhausted'; readonly window: LimitWindow | null; readonly until: EpochMs };

/** A block that ends so soon is waited for, as a window of a second is. */
const longestWaitMs = 1000;
/** No reply closes a source for longer. */
const longestBlockMs = DAY_MS;

/** Takes one request out of every window, or says when there is room. `share`: the part of each that may be used up. */
export function spend(use: QuotaUse, limits: readonly QuotaLimit[], now: EpochMs, share = 1): Spending {
  const blocked = blockedUntil(use, now);
  if (blocked !== null) {
    const ms = blocked - now;
    return ms <= longestWaitMs
      ? { kind: 'wait', ms }
      : { kind: 'exhausted', window: use.blocked?.window ?? null, until: blocked };
  }
  const full = limits.map((limit) => fullUntil(use, limit, now, share)).filter((one) => one !== null);
  const [longest] = full.sort((left, right) => right.until - left.until);
  if (longest === undefined) return { kind: 'spent', after: count(use, limits, now) };
  return longest.window === 'second' ? { kind: 'wait', ms: longest.until - now } : { kind: 'exhausted', ...longest };
}

/** A reply said that a limit is reached: until `retryAt`, else until the end of the window that it named, else of the shortest. */
export function markUsedUp(
  use: QuotaUse,
  limits: readonly QuotaLimit[],
  now: EpochMs,
  { retryAt, limitWindow }: { readonly retryAt?: EpochMs; readonly limitWindow?: LimitWindow },
): QuotaUse {
  if (retryAt !== undefined) return blockUntil(use, retryAt, limitWindow ?? null, now);
  const window = limitWindow ?? shortestOf(limits);
  return blockUntil(use, window === null ? now + HOUR_MS : endOf(window, limits, now), window, now);
}

/** What headers say can only make our own count stricter: a wrong one must not open a quota. */
export function correctQuota(
  use: QuotaUse,
  limits: readonly QuotaLimit[],
  { window, remaining, resetsAt }: LimitReading,
  now: EpochMs,
): QuotaUse {
  if (remaining <= 0) return blockUntil(use, resetsAt ?? endOf(window, limits, now), window, now);
  const limit = limits.find((one) => one.window === window);
  if (limit === undefined) return use;
  const missing = Math.max(0, limit.limit - usedOf(use, limit, now) - remaining);
  return Array.from({ length: missing }).reduce<QuotaUse>((counted) => count(counted, [limit], now), use);
}

export interface QuotaLevel {
  readonly window: LimitWindow;
  readonly used: number;
  readonly limit: number;
  /** When all of it is there again, if nothing more is sent. */
  readonly resetsAt: EpochMs;
}

export function quotaLevels(use: QuotaUse, limits: readonly QuotaLimit[], now: EpochMs): readonly QuotaLevel[] {
  return limits.map((limit) => {
    const kind = windowKind(limit.window);
    const resetsAt =
      kind.kind === 'calendar'
        ? calendarWindow(limit, now).end
        : (inWindow(use.sentAt, kind.lengthMs, now).at(-1) ?? now - kind.lengthMs) + kind.lengthMs;
    return { window: limit.window, used: usedOf(use, limit, now), limit: limit.limit, resetsAt };
  });
}

/** Until when a limit that a reply spoke of holds; null when none does. */
export function blockedUntil({ blocked }: QuotaUse, now: EpochMs): EpochMs | null {
  return blocked === null || isOver(blocked, now) ? null : blocked.until;
}

function usedOf(use: QuotaUse, limit: QuotaLimit, now: EpochMs): number {
  const kind = windowKind(limit.window);
  if (kind.kind === 'rolling') return inWindow(use.sentAt, kind.lengthMs, now).length;
  const counter = use.counters[limit.window];
  return counter?.start === calendarWindow(limit, now).start ? counter.used : 0;
}

/** When a window has room for one more; null when it has. */
function fullUntil(
  use: QuotaUse,
  limit: QuotaLimit,
  now: EpochMs,
  share: number,
): { readonly window: LimitWindow; readonly until: EpochMs } | null {
  const { window } = limit;
  const room = Math.max(1, Math.floor(limit.limit * share));
  const used = usedOf(use, limit, now);
  if (used < room) return null;
  const kind = windowKind(window);
  if (kind.kind === 'calendar') return { window, until: calendarWindow(limit, now).end };
  // There is room when so many have left the window that fewer than the room are in it.
  const leaving = inWindow(use.sentAt, kind.lengthMs, now)[used - room] ?? now;
  return { window, until: Math.max(leaving + kind.lengthMs, now + 1) };
}

function count(use: QuotaUse, limits: readonly QuotaLimit[], now: EpochMs): QuotaUse {
  const lengths = limits
    .map(({ window }) => windowKind(window))
    .map((kind) => (kind.kind === 'rolling' ? kind.lengthMs : 0));
  const longest = Math.max(0, ...lengths);
  const counters = { ...use.counters };
  for (const limit of limits) {
    if (windowKind(limit.window).kind === 'calendar')
      counters[limit.window] = { start: calendarWindow(limit, now).start, used: usedOf(use, limit, now) + 1 };
  }
  const sentAt =
    longest === 0 ? use.sentAt : [...inWindow(use.sentAt, longest, now), now].sort((left, right) => left - right);
  return { ...use, sentAt, counters };
}

/** What lies far in the future was sent by a clock that was wrong, and no longer counts. */
function inWindow(sentAt: readonly EpochMs[], lengthMs: number, now: EpochMs): readonly EpochMs[] {
  return sentAt.filter((at) => Math.abs(now - at) < lengthMs);
}

/** A block never shortens a longer one that is on. */
function blockUntil(use: QuotaUse, until: EpochMs, window: LimitWindow | null, now: EpochMs): QuotaUse {
  const lengthMs = Math.min(Math.max(0, until - now), longestBlockMs);
  if (lengthMs === 0 || now + lengthMs <= (blockedUntil(use, now) ?? now)) return use;
  return { ...use, blocked: { ...termAround(now, lengthMs), window } };
}

/** The shortest window of a minute or more. */
function shortestOf(limits: readonly QuotaLimit[]): LimitWindow | null {
  return limitWindows.find((window) => window !== 'second' && limits.some((limit) => limit.window === window)) ?? null;
}

function endOf(window: LimitWindow, limits: readonly QuotaLimit[], now: EpochMs): EpochMs {
  const kind = windowKind(window);
  if (kind.kind === 'rolling') return now + kind.lengthMs;
  return calendarWindow(limits.find((limit) => limit.window === window) ?? { window }, now).end;
}

const stored = z.object({
  sentAt: z.array(z.number()),
  counters: z.partialRecord(z.enum(limitWindows), z.object({ start: z.number(), used: z.number().min(0) })),
  blocked: term.extend({ window: z.enum(limitWindows).nullable() }).nullable(),
});

/** A quota as it was kept; what cannot be read is an unused one. */
export function readQuotaUse(value: Json): QuotaUse {
  const read = stored.safeParse(value);
  return read.success ? (read.data as QuotaUse) : emptyQuotaUse;
}
