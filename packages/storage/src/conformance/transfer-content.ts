import { type Article, type PageConclusion, type Store, toIso } from '@ingest/core';
import {
  article,
  concluding,
  day,
  event,
  gap,
  incident,
  minute,
  noon,
  notification,
  numbered,
  page,
  rejected,
  sourceState,
  tickers,
} from './build.js';
import { about, adding, opinion, scoring, states } from './statements.js';

const stated = states(0.5, { priority: 2, tickers: [about('BELT', 0.25), about('CLDR', null, -0.125)] });
const anchor = article({ sentiment: stated });

/** One more word: joins the anchor and has a key of its own. */
export const joined: Article = article({
  source: 'finnhub',
  sourceId: '77:a',
  headline: anchor.headline.replace('its', 'its own'),
  publishedAt: noon - minute,
  publisher: 'Reuters',
  url: null,
  tickers: tickers('BELT'),
  sentiment: states(0, { article: { score: null, label: 'negative', nativeLabel: 'Bearish', confidence: 0.7 } }),
});

/** An article that was pruned, with its story. */
export const pruned: Article = numbered(90, { publishedAt: noon - 10 * day, sentiment: states(0.25) });

/** Everything that was committed and not pruned, as it came last. */
export const lastArticles: readonly Article[] = [
  article({ headline: 'Calder Motors withdraws its forecast', description: null, tickers: tickers('CLDR', 'DUNM') }),
  joined,
  ...Array.from({ length: 5 }, (_, index) => numbered(index, { sourceId: index === 3 ? null : `${1000 + index}` })),
];

/**
 * Puts some of everything into a store: stories that were joined, revised, scored and pruned, and all that stands beside them.
 */
export async function fillStore(store: Store): Promise<void> {
  const old = concluding({ event: event({ eventId: 'event-0', startedAt: toIso(noon - 40 * day) }) });
  await store.articles.commitPage({ ...old, articles: [pruned] });
  const alsoOld = numbered(91, { publishedAt: noon - 9 * day, source: 'finnhub' });
  await store.articles.commitPage(page([alsoOld], { scores: scoring([alsoOld], opinion(0.5)) }));
  await store.maintenance.prune({ eventsBefore: noon - 30 * day, storiesBefore: noon - 5 * day });
  await store.articles.commitPage(page([anchor], { at: noon, isFailover: true }));
  await store.articles.commitPage(page([joined], { at: noon + 1, source: 'finnhub' }));
  const scored = [numbered(0), numbered(1)];
  await store.articles.commitPage(page(lastArticles, { at: noon + 2, scores: scoring(scored, opinion(0.5, null)) }));
  await addOpinions(store, scored);
  const rejectedTwice = [rejected(), rejected({ reason: 'no time' }), rejected()];
  await store.articles.commitPage({ ...concluding(concluded), quarantine: rejectedTwice });
  await store.articles.commitPage(concluding({ event: event({ eventId: 'event-2', startedAt: toIso(noon) }) }));
  await fillOutbox(store);
  await store.incidents.change(() => ({
    incidents: [
      incident(),
      incident({ incidentId: 'incident-2', kind: 'STALE_DATA', source: null, resolvedAt: noon + 1 }),
    ],
    notifications: [],
    result: null,
  }));
  for (const [name, value] of Object.entries({ 'quota/tiingo/0123abcd': { used: [1, null] }, mutes: ['x'], slot: 1.5 }))
    await store.registers.change(name, () => ({ after: value, result: null }));
}

/** One that is silent, one behind the other, and one that stands before what sources state. */
async function addOpinions(store: Store, [silent = anchor, second = anchor]: readonly Article[]): Promise<void> {
  const preferred = { headline: joined.headline, model: 'better@1', isPreferred: true, at: noon + 3 };
  const scores = [adding(silent, null), adding(second, opinion(-0.75)), adding(anchor, opinion(0.125), preferred)];
  await store.articles.addScores(scores);
}

const concluded: Partial<PageConclusion> = {
  event: event({ outcome: 'failed', success: false, errorCode: 'TIMEOUT', errorMessage: 'no answer for 10 s' }),
  state: sourceState({ lastFailureAt: toIso(noon), lastErrorCode: 'TIMEOUT' }),
  watermarks: tickers('BELT', 'CLDR').map((ticker) => ({ source: 'tiingo', ticker, readUpTo: toIso(noon) })),
  openedGaps: [gap(), gap({ gapId: 'gap-0', from: null, cursor: null, backfill: '2026' })],
};

/** Deliveries in every state: one is claimed, one waits. */
async function fillOutbox({ outbox }: Store): Promise<void> {
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  await outbox.add(names.map((eventId, at) => notification({ eventId, createdAt: noon + at })));
  await outbox.add([notification({ eventId: 'g', sink: 'file', state: 'replayed' })]);
  const around = { from: noon - minute, until: noon + minute };
  const results = [
    { kind: 'delivered' },
    { kind: 'dead', error: '404 not found' },
    { kind: 'again', waits: around, error: '503' },
  ] as const;
  for (const result of results) {
    const taken = await outbox.take('hook', noon, around);
    if (taken !== null) await outbox.settle(taken, noon, result);
  }
  await outbox.take('hook', noon, around);
  await outbox.drop({ eventId: 'e' }, noon + 7);
}
