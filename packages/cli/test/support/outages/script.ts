import { DAY_MS, HOUR_MS, MINUTE_MS } from '@ingest/core';
import { type Dice, dice } from './dice.js';

export const providers = ['tiingo', 'finnhub'] as const;
export type Provider = (typeof providers)[number];

/** What a provider does with each request of a stretch of time, and how often that is drawn. */
const weights = {
  good: 30,
  goodEmpty: 4,
  smallPages: 8,
  laterPagesFail: 6,
  slow: 6,
  refused: 5,
  resetBeforeHeaders: 5,
  resetWithinBody: 6,
  hang: 6,
  stall: 4,
  unauthorised: 4,
  forbidden: 4,
  limitedUntil: 6,
  limited: 5,
  serverError: 8,
  brieflyUnavailable: 5,
  quotaText: 5,
  htmlPage: 4,
  noBody: 4,
  cutJson: 5,
} as const;
export type Fault = keyof typeof weights;
export const faults = Object.keys(weights) as readonly Fault[];

/** From an instant on, until the next stretch begins. */
export interface Stretch {
  readonly from: number;
  readonly fault: Fault;
  /** Whether every second request gets a good answer all the same. */
  readonly isSpotty: boolean;
  /** How many items a page holds at most. */
  readonly pageSize: number;
  /** What a `Retry-After` says. */
  readonly retryAfterMs: number;
  /** How long an answer takes, more or less. */
  readonly latencyMs: number;
}

export interface Story {
  readonly number: number;
  readonly headline: string;
  /** When it was published, in whole seconds: both providers say the same. */
  readonly at: number;
  readonly tickers: readonly string[];
  /** Its articles at Tiingo: one, two that say the same, or none. */
  readonly tiingo: readonly Listing[];
  readonly finnhub: readonly Listing[];
}

export interface Listing {
  readonly id: number;
  /** What the provider says. */
  readonly listedAt: number;
  /** When it is in its answers: never earlier, at times a little later. */
  readonly shownAt: number;
}

/** A bad time of two providers, and the runs that meet it. */
export interface Script {
  readonly seed: number;
  readonly tickers: readonly string[];
  readonly plan: 'free' | 'none';
  readonly firstRunAt: number;
  /** How many items Tiingo gives in a page, whatever it is asked for. */
  readonly pageSize: number;
  /** How long after the end of one run the next one begins. */
  readonly pausesMs: readonly number[];
  readonly stretches: Readonly<Record<Provider, readonly Stretch[]>>;
  readonly stories: readonly Story[];
}

/** After the script's own runs, when all is well again: as many as it takes, and no more than this. */
export const recoveryPauseMs = 21 * MINUTE_MS;
export const mostRecoveryRuns = 24;

const longestPauseMs = 20 * MINUTE_MS;
/** News of the time before the first run: less than a day, so that it is read also by a first good run that comes late. */
const historyMs = 15 * HOUR_MS;
const names = ['AAPL', 'MSFT', 'NVDA', 'AMZN', 'BRK.B'];

export function makeScript(seed: number): Script {
  const chance = dice(seed);
  const firstRunAt = Date.UTC(2026, 5, chance.between(1, 28)) + chance.between(0, DAY_MS / 1000) * 1000;
  const pausesMs = Array.from({ length: chance.between(5, 15) }, () => pauseOf(chance));
  const spanMs = pausesMs.reduce((sum, pause) => sum + pause, 0);
  const tickers = names.slice(0, chance.between(2, names.length));
  const pageSize = chance.happens(0.4) ? chance.between(4, 10) : 100;
  const stretches = () => stretchesOf(chance, { firstRunAt, spanMs, pageSize });
  const allMs = spanMs + mostRecoveryRuns * (recoveryPauseMs + MINUTE_MS);
  return {
    seed,
    tickers,
    plan: chance.happens(0.5) ? 'free' : 'none',
    firstRunAt,
    pausesMs,
    pageSize,
    stretches: { tiingo: stretches(), finnhub: stretches() },
    stories: storiesOf(chance, { tickers, firstRunAt, allMs, pageSize }),
  };
}

/** Short ones test what holds for a time, those of about five minutes the rest of a breaker. */
function pauseOf(chance: Dice): number {
  const kind = chance.weighted({ short: 4, aboutFiveMinutes: 4, any: 3 });
  const [least, most] = {
    short: [10_000, MINUTE_MS],
    aboutFiveMinutes: [4.7 * MINUTE_MS, 5.2 * MINUTE_MS],
    any: [10_000, longestPauseMs],
  }[kind] as [number, number];
  return chance.between(least, most);
}

function stretchesOf(
  chance: Dice,
  { firstRunAt, spanMs, pageSize }: Pick<Script, 'firstRunAt' | 'pageSize'> & { readonly spanMs: number },
): readonly Stretch[] {
  const stretches: Stretch[] = [];
  for (let from = firstRunAt; from < firstRunAt + spanMs; from += chance.between(MINUTE_MS, 25 * MINUTE_MS)) {
    const fault = chance.weighted(weights);
    const isPaged = fault === 'smallPages' || fault === 'laterPagesFail';
    stretches.push({
      from,
      fault,
      isSpotty: chance.happens(0.2),
      pageSize: isPaged ? chance.between(1, 6) : pageSize,
      retryAfterMs: retryAfterOf(chance, fault),
      latencyMs: fault === 'slow' ? chance.between(1500, 6000) : chance.between(30, 600),
    });
  }
  return stretches;
}

function retryAfterOf(chance: Dice, fault: Fault): number {
  if (fault === 'brieflyUnavailable') return chance.between(1, 3) * 1000;
  return chance.happens(0.3) ? chance.between(1, 4) * 1000 : chance.between(20, 600) * 1000;
}

function storiesOf(
  chance: Dice,
  {
    tickers,
    firstRunAt,
    allMs,
    pageSize,
  }: Omit<Script, 'seed' | 'plan' | 'pausesMs' | 'stretches' | 'stories'> & { readonly allMs: number },
): readonly Story[] {
  const stories: Story[] = [];
  const hasBurst = chance.happens(0.25);
  // What shows late is found by reading the last hour again; a burst in pages of a few items is not read so far back.
  const latestMs = hasBurst && pageSize < 100 ? 0 : 10 * MINUTE_MS;
  const add = (published: number) =>
    stories.push(storyOf(chance, { asked: tickers, number: stories.length + 1, published, latestMs }));
  for (let count = chance.between(5, 25); count > 0; count -= 1) add(firstRunAt - chance.between(0, historyMs));
  for (let count = chance.between(10, 40); count > 0; count -= 1) add(firstRunAt + chance.between(0, allMs));
  // A burst: more than one page holds.
  if (hasBurst) {
    const at = firstRunAt + chance.between(-HOUR_MS, allMs / 3);
    for (let count = 130; count > 0; count -= 1) add(at + chance.between(0, MINUTE_MS));
  }
  return stories;
}

interface StoryFacts {
  readonly asked: readonly string[];
  readonly number: number;
  readonly published: number;
  /** How long after it is listed the story is in an answer, at most. */
  readonly latestMs: number;
}

function storyOf(chance: Dice, { asked, number, published, latestMs }: StoryFacts): Story {
  const at = Math.floor(published / 1000) * 1000;
  const tickers = new Set([chance.one(asked), ...(chance.happens(0.3) ? [chance.one(names)] : [])]);
  const where = chance.weighted({ both: 5, tiingo: 3, finnhub: 2 });
  const listing = (id: number): Listing => {
    const listedAt = at + chance.between(5_000, 15 * MINUTE_MS);
    return { id, listedAt, shownAt: listedAt + (chance.happens(0.2) ? chance.between(0, latestMs) : 0) };
  };
  const copies = where === 'finnhub' ? 0 : chance.happens(0.1) ? 2 : 1;
  return {
    number,
    headline: `Calder Motors opens plant number ${number} near the northern port`,
    at,
    tickers: [...tickers],
    tiingo: Array.from({ length: copies }, (_, copy) => listing(70_000_000 + 10 * number + copy)),
    finnhub: where === 'tiingo' ? [] : [listing(130_000_000 + number)],
  };
}
