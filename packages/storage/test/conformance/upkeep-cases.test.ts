import { describe } from 'vitest';
import { upkeepCases } from '../../src/conformance/upkeep-cases.js';
import { findOut } from '../support/conform.js';

describe('the cases of upkeep', () => {
  findOut(upkeepCases, {
    'promises backups that it does not make': {
      how: ({ capabilities }) => ({ capabilities: { ...capabilities, backsUpToFile: true } }),
      foundBy: ['a store that does not back up to a file says so, and refuses to'],
    },
    'backs up though it says that it does not': {
      how: ({ maintenance }) => ({ maintenance: { ...maintenance, backup: async () => {} } }),
      foundBy: ['a store that does not back up to a file says so, and refuses to'],
    },
    'forgets what it prunes': {
      how: ({ maintenance }, data) => ({
        maintenance: {
          ...maintenance,
          async prune(options) {
            const pruned = await maintenance.prune(options);
            for (const [key, story] of [...data.stories]) {
              if (story !== null) continue;
              data.stories.delete(key);
              for (const identity of data.carriers.get(key) ?? []) data.articles.delete(identity);
              for (const [alias, to] of [...data.keys]) if (to === key) data.keys.delete(alias);
            }
            return pruned;
          },
        },
      }),
      foundBy: ['a pruned story is gone, and one read again is a duplicate that is not stored'],
    },
    'rounds times to seconds': {
      how: ({ reading }) => ({
        reading: {
          ...reading,
          async *stories() {
            for await (const story of reading.stories())
              yield { ...story, publishedAt: story.publishedAt.replace(/\.\d+Z/, '.000Z') };
          },
        },
      }),
      foundBy: ['the digest is that of the articles, in whatever order and pages they came'],
    },
    'counts stories for articles': {
      how: ({ maintenance }) => ({
        maintenance: {
          ...maintenance,
          check: async () => {
            const checked = await maintenance.check();
            return { ...checked, articles: checked.stories };
          },
        },
      }),
      foundBy: ['a check counts what is there and finds nothing wrong'],
    },
  });
});
