import type { Store } from '@ingest/core';
import type { StoreSubject } from './subject.js';
import { transferOf } from './transfer-steps.js';

/** The subject seen through stores that are closed and opened again before every operation: what they forget, a case finds. */
export function reopening(subject: StoreSubject): StoreSubject {
  return { connect: () => reopeningStore(() => subject.connect()) };
}

function reopeningStore(connect: () => Store): Store {
  let state: 'new' | 'open' | 'closed' = 'new';
  const { capabilities, location, transfer } = connect();
  const opened = async (): Promise<Store> => {
    const store = connect();
    // One that is not open has to say so by itself.
    if (state === 'open') await store.open({ create: false });
    return store;
  };
  const once = async <T>(work: (store: Store) => Promise<T>): Promise<T> => {
    const store = await opened();
    return work(store).finally(() => store.close());
  };
  async function* stream<T>(work: (store: Store) => AsyncIterable<T>): AsyncGenerator<T> {
    const store = await opened();
    try {
      yield* work(store);
    } finally {
      await store.close();
    }
  }
  return {
    capabilities,
    location,
    async open(options) {
      if (state !== 'new') throw new TypeError('opened before');
      const store = connect();
      await store.open(options);
      await store.close();
      state = 'open';
    },
    async close() {
      state = 'closed';
    },
    articles: {
      commitPage: (commit) => once((store) => store.articles.commitPage(commit)),
      addScores: (scores) => once((store) => store.articles.addScores(scores)),
      lookup: (articles) => once((store) => store.articles.lookup(articles)),
      holdsAny: (...asked) => once((store) => store.articles.holdsAny(...asked)),
    },
    state: {
      sources: () => once((store) => store.state.sources()),
      watermarks: (source) => once((store) => store.state.watermarks(source)),
      gaps: (source) => once((store) => store.state.gaps(source)),
    },
    leases: {
      take: (...asked) => once((store) => store.leases.take(...asked)),
      renew: (...asked) => once((store) => store.leases.renew(...asked)),
      release: (token) => once((store) => store.leases.release(token)),
    },
    registers: {
      list: (prefix) => once((store) => store.registers.list(prefix)),
      change: (...asked) => once((store) => store.registers.change(...asked)),
    },
    outbox: {
      add: (entries) => once((store) => store.outbox.add(entries)),
      take: (...asked) => once((store) => store.outbox.take(...asked)),
      settle: (...asked) => once((store) => store.outbox.settle(...asked)),
      list: (query) => stream((store) => store.outbox.list(query)),
      queues: () => once((store) => store.outbox.queues()),
      retry: (query) => once((store) => store.outbox.retry(query)),
      drop: (...asked) => once((store) => store.outbox.drop(...asked)),
    },
    incidents: {
      change: (decide) => once((store) => store.incidents.change(decide)),
      list: (query) => stream((store) => store.incidents.list(query)),
    },
    reading: {
      items: (query) => stream((store) => store.reading.items(query)),
      countItems: (query) => once((store) => store.reading.countItems(query)),
      events: (query) => stream((store) => store.reading.events(query)),
      quarantine: (query) => stream((store) => store.reading.quarantine(query)),
      countNewStories: (...asked) => once((store) => store.reading.countNewStories(...asked)),
      countEventsEver: () => once((store) => store.reading.countEventsEver()),
      stories: () => stream((store) => store.reading.stories()),
      find: (text) => once((store) => store.reading.find(text)),
      histories: (storyKeys) => once((store) => store.reading.histories(storyKeys)),
      anchors: (places) => once((store) => store.reading.anchors(places)),
      collisions: (since) => once((store) => store.reading.collisions(since)),
    },
    maintenance: {
      check: () => once((store) => store.maintenance.check()),
      backup: (path) => once((store) => store.maintenance.backup(path)),
      prune: (options) => once((store) => store.maintenance.prune(options)),
    },
    ...(transfer && {
      transfer: {
        counts: () => once((store) => transferOf(store).counts()),
        read: (...asked) => once((store) => transferOf(store).read(...asked)),
        write: (...asked) => once((store) => transferOf(store).write(...asked)),
      },
    }),
  };
}
