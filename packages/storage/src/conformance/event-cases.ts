import assert from 'node:assert/strict';
import { toIso } from '@ingest/core';
import { concluding, day, event, minute, noon, page, rejected } from './build.js';
import { all } from './expect.js';
import { onStore, type StoreCase } from './subject.js';

/** What readers learn of collections and of items that were refused. */
export const eventCases: readonly StoreCase[] = [
  onStore('events come newest first, by run, source and time', async (store) => {
    const events = [
      event({ eventId: 'a', startedAt: toIso(noon) }),
      event({ eventId: 'b', startedAt: toIso(noon + minute), source: 'finnhub' }),
      event({ eventId: 'c', startedAt: toIso(noon - minute), runId: 'run-0' }),
      event({ eventId: 'd', startedAt: toIso(noon) }),
    ];
    for (const one of events) await store.articles.commitPage(concluding({ event: one }));
    const ids = async (query: Parameters<typeof store.reading.events>[0]) =>
      (await all(store.reading.events(query))).map(({ eventId }) => eventId).join('');
    assert.equal(await ids({}), 'bdac');
    assert.equal(await ids({ runId: 'run-1' }), 'bda');
    assert.equal(await ids({ source: 'tiingo', since: noon }), 'da');
    assert.equal(await ids({ limit: 2 }), 'bd');
    assert.equal(await ids({ runId: 'run-9' }), '');
    assert.equal(await store.reading.countEventsEver(), events.length);
    const { newItemCount } = event();
    assert.equal(await store.reading.countNewStories(noon - minute, noon + minute), newItemCount * 3);
    assert.equal(await store.reading.countNewStories(noon + minute, noon + 2 * minute), newItemCount);
    assert.equal(await store.reading.countNewStories(noon + 2 * minute, noon + day), 0);
    await store.maintenance.prune({ eventsBefore: Number.MAX_SAFE_INTEGER, storiesBefore: null });
    assert.equal(await store.reading.countEventsEver(), events.length);
  }),

  onStore('an event comes back as it was, with an error and without', async (store) => {
    const failed = event({
      eventId: 'failed',
      startedAt: toIso(noon + 1),
      outcome: 'failed',
      success: false,
      isFailover: false,
      tickers: [],
      errorCode: 'TIMEOUT',
      errorMessage: 'no answer within 10 s',
    });
    await store.articles.commitPage(concluding({ event: event() }));
    await store.articles.commitPage(concluding({ event: failed }));
    assert.deepEqual(await all(store.reading.events({})), [failed, event()]);
  }),

  onStore('rejected items come newest first, by run, source and time', async (store) => {
    const items = [
      rejected({ raw: 'a' }),
      rejected({ raw: 'b', at: noon + minute, source: 'finnhub' }),
      rejected({ raw: 'c', at: noon - minute, runId: 'run-0' }),
      rejected({ raw: 'd', reason: 'no time' }),
    ];
    await store.articles.commitPage(page([], { quarantine: items }));
    const raws = async (query: Parameters<typeof store.reading.quarantine>[0]) =>
      (await all(store.reading.quarantine(query))).map(({ raw }) => raw).join('');
    assert.equal(await raws({}), 'bdac');
    assert.equal(await raws({ runId: 'run-0' }), 'c');
    assert.equal(await raws({ source: 'tiingo', since: noon }), 'da');
    assert.equal(await raws({ limit: 1 }), 'b');
    assert.deepEqual((await all(store.reading.quarantine({})))[1], rejected({ raw: 'd', reason: 'no time' }));
  }),
];
