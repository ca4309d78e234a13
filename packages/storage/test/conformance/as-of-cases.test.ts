import { describe } from 'vitest';
import { asOfCases } from '../../src/conformance/as-of-cases.js';
import { findOut } from '../support/conform.js';

describe('the cases of what was known then', () => {
  findOut(asOfCases, {
    'knows the stories of then as they are now': {
      how: ({ reading }) => ({
        reading: {
          ...reading,
          async *items({ asOf = Number.POSITIVE_INFINITY, ...query }) {
            for await (const item of reading.items(query)) if (Date.parse(item.ingestedAt) <= asOf) yield item;
          },
        },
      }),
      foundBy: [
        'as of an instant a story is what it was then, whatever came later',
        'as of an instant a story has the text, tickers and articles of then',
        'every filter asks what was known then',
      ],
    },
    'leaves out what came at the instant itself': {
      how: ({ reading }) => ({
        reading: {
          ...reading,
          items: ({ asOf, ...query }) => reading.items(asOf === undefined ? query : { ...query, asOf: asOf - 1 }),
        },
      }),
      foundBy: ['as of an instant a story is what it was then, whatever came later'],
    },
    'counts what there is now': {
      how: ({ reading }) => ({
        reading: { ...reading, countItems: ({ asOf: _, ...query }) => reading.countItems(query) },
      }),
      foundBy: ['every filter asks what was known then', 'many stories of then are read as well as few'],
    },
  });
});
