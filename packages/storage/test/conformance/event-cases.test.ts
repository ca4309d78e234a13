import { describe } from 'vitest';
import { eventCases } from '../../src/conformance/event-cases.js';
import { findOut } from '../support/conform.js';

describe('the cases of events', () => {
  findOut(eventCases, {
    'forgets pruned events when it counts': {
      how: ({ reading }, data) => ({ reading: { ...reading, countEventsEver: async () => data.events.length } }),
      foundBy: ['events come newest first, by run, source and time'],
    },
    'lists the oldest rejected items first': {
      how: ({ reading }) => ({
        reading: {
          ...reading,
          async *quarantine({ limit, ...query }) {
            const items = [];
            for await (const item of reading.quarantine(query)) items.push(item);
            yield* items.reverse().slice(0, limit);
          },
        },
      }),
      foundBy: ['rejected items come newest first, by run, source and time'],
    },
    'loses why a collection failed': {
      how: ({ reading }) => ({
        reading: {
          ...reading,
          async *events(query) {
            for await (const { errorMessage: _, ...one } of reading.events(query)) yield one;
          },
        },
      }),
      foundBy: ['an event comes back as it was, with an error and without'],
    },
  });
});
