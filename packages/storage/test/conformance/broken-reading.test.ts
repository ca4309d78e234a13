import { describe } from 'vitest';
import { storeCases } from '../../src/conformance/index.js';
import { collected, findOut, otherwise } from '../support/conform.js';

describe('the whole suite, of what is read and removed,', () => {
  findOut(storeCases, {
    'ignores how many items are asked for': otherwise(
      'reading',
      ({ items }) => ({ items: ({ limit: _, ...query }) => items(query) }),
      'a limit takes the newest',
    ),
    'ignores how many events are asked for': otherwise(
      'reading',
      ({ events }) => ({ events: ({ limit: _, ...query }) => events(query) }),
      'events come newest first, by run, source and time',
    ),
    'ignores how many rejected items are asked for': otherwise(
      'reading',
      ({ quarantine }) => ({ quarantine: ({ limit: _, ...query }) => quarantine(query) }),
      'rejected items come newest first, by run, source and time',
    ),
    'looks ahead of the instant that is asked for': otherwise(
      'reading',
      ({ items }) => ({ items: ({ asOf: _, ...query }) => items(query) }),
      'as of an instant a story is what it was then, whatever came later',
      'as of an instant a story has the text, tickers and articles of then',
    ),
    'finds stories that hold any of the words': otherwise(
      'reading',
      ({ items }) => ({
        items: ({ search, ...query }) => items(search ? { ...query, search: search.split(' ')[0] ?? '' } : query),
      }),
      'a search finds stories that hold all its words, in any order and case',
    ),
    'gives all stories in the order of time': otherwise(
      'reading',
      ({ stories }) => ({
        stories: () => collected(stories(), (rows) => rows.sort((a, b) => (a.publishedAt < b.publishedAt ? -1 : 1))),
      }),
      'all stories come in the order of their keys',
    ),
    'misses the last place': otherwise(
      'reading',
      ({ anchors }) => ({ anchors: (places) => anchors(places.slice(0, -1)) }),
      'anchors are found where they are filed, as they came first',
    ),
    'gives an anchor for every place that it is filed at': otherwise(
      'reading',
      ({ anchors }) => ({
        async anchors(places) {
          const found = [];
          for (const place of places) found.push(...(await anchors([place])));
          return found;
        },
      }),
      'anchors are found where they are filed, as they came first',
    ),
    'gives histories in an order of its own': otherwise(
      'reading',
      ({ histories }) => ({ histories: async (keys) => [...(await histories(keys))].reverse() }),
      'histories come in the order asked, without what is not there',
    ),
    'leaves out collisions at the instant itself': otherwise(
      'reading',
      ({ collisions }) => ({ collisions: (since) => collisions(since + 1) }),
      'collisions are counted by pair of sources, the first one first, from an instant on',
    ),
    'turns the pairs of collisions round': otherwise(
      'reading',
      ({ collisions }) => ({
        collisions: async (since) =>
          (await collisions(since)).map(({ first, later, stories }) => ({ first: later, later: first, stories })),
      }),
      'collisions are counted by pair of sources, the first one first, from an instant on',
    ),
    'counts new stories to the end included': otherwise(
      'reading',
      ({ countNewStories }) => ({ countNewStories: (from, to) => countNewStories(from, to + 1) }),
      'events come newest first, by run, source and time',
    ),
    'finds a story by its own key alone': otherwise(
      'reading',
      ({ find }, data) => ({
        find: async (text) => (await find(text)).filter((key) => data.stories.has(key) && key === text),
      }),
      'a story is found by each of its keys, by the beginning of one and by the ids of its articles',
    ),
    'removes what happened at the very instant too': otherwise(
      'maintenance',
      ({ prune }) => ({ prune: (options) => prune({ ...options, eventsBefore: options.eventsBefore + 1 }) }),
      'old events and rejected items are removed, newer ones and all stories stay',
    ),
    'removes stories that nobody named': otherwise(
      'maintenance',
      ({ prune }) => ({
        prune: (options) => prune({ ...options, storiesBefore: options.storiesBefore ?? options.eventsBefore }),
      }),
      'old events and rejected items are removed, newer ones and all stories stay',
    ),
    'says that it removed nothing': otherwise(
      'maintenance',
      ({ prune }) => ({
        async prune(options) {
          await prune(options);
          return { events: 0, quarantined: 0, stories: 0, deliveries: 0, incidents: 0 };
        },
      }),
      'old events and rejected items are removed, newer ones and all stories stay',
    ),
  });
});
