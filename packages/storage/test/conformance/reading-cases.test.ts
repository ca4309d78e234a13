import { describe } from 'vitest';
import { readingCases } from '../../src/conformance/reading-cases.js';
import { findOut } from '../support/conform.js';

describe('the cases of reading', () => {
  findOut(readingCases, {
    'lists the oldest news first': {
      how: ({ reading }) => ({
        reading: {
          ...reading,
          async *items({ limit, ...query }) {
            const items = [];
            for await (const item of reading.items(query)) items.push(item);
            yield* items.reverse().slice(0, limit);
          },
        },
      }),
      foundBy: ['items come newest first, those of one instant by their keys', 'a limit takes the newest'],
    },
    'finds parts of words': {
      how: ({ reading }) => ({
        reading: {
          ...reading,
          async *items({ search = '', ...query }) {
            for await (const item of reading.items(query))
              if (JSON.stringify(item).toLowerCase().includes(search.toLowerCase())) yield item;
          },
        },
      }),
      foundBy: ['a search finds stories that hold all its words, in any order and case'],
    },
    'takes a bound of time for included': {
      how: ({ reading }) => ({
        reading: {
          ...reading,
          items: ({ until, ...query }) => reading.items(until === undefined ? query : { ...query, until: until + 1 }),
        },
      }),
      foundBy: ['items are chosen by ticker, source and time, together'],
    },
    'counts publishers by their names': {
      how: ({ reading }) => ({
        reading: {
          ...reading,
          async *items({ minPublishers = 0, ...query }) {
            for await (const item of reading.items(query)) if (item.attributions.length >= minPublishers) yield item;
          },
        },
      }),
      foundBy: ['items are chosen by how many publishers carried them, those of one family counted once'],
    },
    'counts every article as a collision': {
      how: ({ reading }, data) => ({
        reading: {
          ...reading,
          collisions: async () => [{ first: 'tiingo', later: 'finnhub', stories: data.articles.size }],
        },
      }),
      foundBy: ['collisions are counted by pair of sources, the first one first, from an instant on'],
    },
  });
});
