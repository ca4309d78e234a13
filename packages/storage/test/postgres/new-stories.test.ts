import { toIso } from '@ingest/core';
import { expect, test } from 'vitest';
import { concluding, event, noon } from '../../src/conformance/build.js';
import { countEventsEver, countNewStories } from '../../src/postgres/new-stories.js';
import { hasPostgres, inSession, openPostgres } from '../support/postgres.js';

test.skipIf(!(await hasPostgres()))(
  'events are counted for good, also when a page with one came to nothing',
  async () => {
    const { store, schema } = await openPostgres();
    const commit = (eventId: string, at: number) =>
      store.articles.commitPage(concluding({ event: event({ eventId, startedAt: toIso(at), newItemCount: 3 }) }));
    await commit('a', noon);
    await expect(commit('a', noon)).rejects.toMatchObject({ code: 'STORE_CONFLICT' });
    await commit('b', noon + 1);
    const ever = () => inSession(schema, countEventsEver);
    expect(await ever()).toBe(2);
    expect(await inSession(schema, (session) => countNewStories(session, noon, noon + 1))).toBe(3);
    expect((await store.maintenance.prune({ eventsBefore: noon + 1, storiesBefore: null })).events).toBe(1);
    expect(await ever()).toBe(2);
    expect(await inSession(schema, (session) => countNewStories(session, 0, noon + 9))).toBe(3);
  },
);
