import {
  type CollectionEvent,
  type Message,
  type NewDataNotification,
  type NewsItem,
  type RunReport,
  type Store,
  utcDate,
} from '@ingest/core';
import { expect } from 'vitest';
import { all } from '../../../src/all.js';
import { exitCodeOfReport } from '../../../src/exit-code-of.js';
import type { Forbidden } from './forbidden.js';
import { identityOf } from './offers.js';
import type { Exchange } from './provider-world.js';
import { type Provider, providers } from './script.js';

/** All that is known after a run. */
export interface AfterRun {
  readonly report: RunReport;
  readonly startedAt: number;
  readonly endedAt: number;
  /** What the run sent. */
  readonly run: readonly Exchange[];
  /** What all runs sent so far. */
  readonly exchanges: readonly Exchange[];
  readonly forbidden: Readonly<Record<Provider, Forbidden>>;
  /** How many stories more the store holds than before. */
  readonly grownBy: number;
  readonly openTimers: number;
  readonly store: Store;
  /** What the sink was handed so far. */
  readonly told: readonly Message[];
}

/** What must be true after every run, whatever the providers did in it. */
export async function expectSoundRun(after: AfterRun): Promise<void> {
  const stories = await all(after.store.reading.stories());
  expect(after.openTimers, 'timers that a run leaves behind').toBe(0);
  expectWhatWasDelivered(after, stories);
  await expectOneAnnouncement(after, stories);
  await expectCounts(after);
  expectOutcome(after);
  expectAskedAsAllowed(after);
}

/** Every story of a whole good answer is stored, once, and none of an answer that was not whole. */
function expectWhatWasDelivered({ exchanges }: AfterRun, stories: readonly NewsItem[]): void {
  const offers = exchanges.flatMap(({ whole }) => whole ?? []);
  const delivered = new Set(offers.map(({ identity }) => identity));
  const stored = stories.flatMap(({ attributions }) =>
    attributions.map(({ source, sourceId }) => identityOf(source, sourceId ?? null)),
  );
  expect(stored.sort(), 'articles that are stored').toEqual([...delivered].sort());
  const headlines = new Set(offers.map(({ story }) => `${story.headline} ${utcDate(story.at)}`));
  const kept = stories.map(({ headline, publishedAt }) => `${headline} ${publishedAt.slice(0, 10)}`);
  expect(kept.sort(), 'stories that are stored').toEqual([...headlines].sort());
}

/** Every story is announced, by one event only, however often that is delivered. */
async function expectOneAnnouncement({ store, told }: AfterRun, stories: readonly NewsItem[]): Promise<void> {
  const deliveries = await all(store.outbox.list({}));
  const queued = deliveries.map(({ message }) => JSON.parse(message) as NewDataNotification);
  const events = new Map<string, Set<string>>();
  for (const { eventId, storyKeys } of [...queued, ...told.filter(isNews)])
    for (const key of storyKeys) events.set(key, (events.get(key) ?? new Set()).add(eventId));
  expect([...events.keys()].sort(), 'stories that are announced').toEqual(
    stories.map(({ storyKey }) => storyKey).sort(),
  );
  expect(
    [...events].filter(([, ids]) => ids.size > 1),
    'stories that are announced by two events',
  ).toEqual([]);
}

const counted = {
  received: 'itemCount',
  new: 'newItemCount',
  duplicate: 'duplicateCount',
  revised: 'revisedCount',
  collisions: 'collisionCount',
  rejected: 'rejectedCount',
} as const satisfies Record<keyof RunReport['items'], keyof CollectionEvent>;

async function expectCounts({ report, run, store, grownBy }: AfterRun): Promise<void> {
  const { items, collections } = report;
  expect(items.received, 'received').toBe(
    items.new + items.duplicate + items.revised + items.collisions + items.rejected,
  );
  for (const [name, field] of Object.entries(counted) as [
    keyof typeof counted,
    (typeof counted)[keyof typeof counted],
  ][])
    expect(items[name], `${name} of the collections`).toBe(collections.reduce((sum, event) => sum + event[field], 0));
  const stored = await all(store.reading.events({ runId: report.runId }));
  const byId = (events: readonly CollectionEvent[]) =>
    [...events].sort((left, right) => (left.eventId < right.eventId ? -1 : 1));
  expect(byId(stored), 'events that are stored').toEqual(byId(collections));
  expect(grownBy, 'stories more than before').toBe(items.new);
  expect(items.received, 'items that the providers sent').toBe(
    run.reduce((sum, { whole }) => sum + (whole?.length ?? 0), 0),
  );
  for (const { source, requests } of report.sources)
    expect(requests, `requests to ${source}`).toBe(run.filter(({ provider }) => provider === source).length);
  expect(report.requests, 'requests').toBe(run.length);
}

/** SPEC 4: a ticker that nobody answered for makes a run partial, a run without a good answer has failed. */
function expectOutcome({ report, run }: AfterRun): void {
  const { outcome, unanswered, gaps, error } = report;
  const good = run.filter(({ whole }) => whole !== null);
  const silent = report.tickers.filter((ticker) => !good.some(({ tickers }) => tickers.includes(ticker)));
  expect(
    silent.filter((ticker) => !unanswered.includes(ticker)),
    'tickers that nobody answered for',
  ).toEqual([]);
  for (const ticker of unanswered) {
    const last = run.findLast(({ tickers }) => tickers.includes(ticker));
    // A reading that breaks off later than on its first page goes on to the next source.
    const isBrokenOff = report.collections.some(
      ({ tickers, success, errorCode }) => success && errorCode !== undefined && tickers.some((one) => one === ticker),
    );
    expect(last?.whole != null && !isBrokenOff, `${ticker} is called unanswered although it was answered`).toBe(false);
  }
  const expected = good.length === 0 ? 'failed' : unanswered.length > 0 || gaps.length > 0 ? 'partial' : 'ok';
  expect(outcome, 'outcome').toBe(expected);
  expect(error?.code, 'error').toBe(expected === 'failed' ? 'SOURCES_EXHAUSTED' : undefined);
  expect(exitCodeOfReport(report), 'exit code').toBe({ ok: 0, partial: 3, failed: 4 }[expected]);
}

/** Nobody is asked whom a breaker, a limit or a plan forbids, and nobody is left out for longer than they do. */
function expectAskedAsAllowed({ run, startedAt, endedAt, forbidden, report }: AfterRun): void {
  const sentTo = (provider: Provider) => run.filter((exchange) => exchange.provider === provider);
  const isGood = (provider: Provider) => sentTo(provider).some(({ whole }) => whole !== null);
  const due = providers.filter((provider) => forbidden[provider].mustBeAskedAt(startedAt));
  for (const provider of due)
    if (provider === 'tiingo' || !isGood('tiingo'))
      expect(sentTo(provider).length, `requests to ${provider}, which may be asked`).toBeGreaterThan(0);
  for (const provider of providers)
    expect(forbidden[provider].judge(sentTo(provider), endedAt), 'requests that are forbidden').toEqual([]);
  for (const { from, to } of report.failovers) expect([from, to], 'failover').toEqual(['tiingo', 'finnhub']);
}

function isNews(message: Message): message is NewDataNotification {
  return message.eventType === 'NEW_MARKET_DATA';
}
