import { describe } from 'vitest';
import { historyCases } from '../../src/conformance/history-cases.js';
import { findOut } from '../support/conform.js';

describe('the cases of histories', () => {
  findOut(historyCases, {
    'finds stories by any part of a key': {
      how: ({ reading }, data) => ({
        reading: { ...reading, find: async (text) => [...data.keys.values()].filter((key) => key.includes(text)) },
      }),
      foundBy: ['a story is found by each of its keys, by the beginning of one and by the ids of its articles'],
    },
    'forgets what an article said before': {
      how: ({ reading }) => ({
        reading: {
          ...reading,
          async histories(keys) {
            const histories = await reading.histories(keys);
            return histories.map((history) => ({
              ...history,
              articles: history.articles.map((article) => ({ ...article, earlier: [] })),
            }));
          },
        },
      }),
      foundBy: ['a history keeps every text with its times, and when a ticker came'],
    },
    'has the own key of a story alone': {
      how: ({ reading }) => ({
        reading: {
          ...reading,
          async histories(keys) {
            const histories = await reading.histories(keys);
            return histories.map((history) => ({ ...history, keys: [history.storyKey] }));
          },
        },
      }),
      foundBy: ['the history of a story has its keys and its articles in the order in which they came'],
    },
    'files every anchor everywhere': {
      how: ({ reading }, data) => ({ reading: { ...reading, anchors: async () => [...data.anchors.values()] } }),
      foundBy: ['anchors are found where they are filed, as they came first'],
    },
  });
});
