import { describe } from 'vitest';
import { nothingConcluded } from '../../src/conformance/build.js';
import { commitCases } from '../../src/conformance/commit-cases.js';
import { findOut } from '../support/conform.js';

describe('the cases of commits', () => {
  findOut(commitCases, {
    'stores a page before it is concluded, and leaves it there': {
      how: ({ articles }) => ({
        articles: {
          ...articles,
          async commitPage(commit) {
            const placed = await articles.commitPage({ ...commit, conclude: () => nothingConcluded });
            const conclude = () => commit.conclude(placed);
            await articles.commitPage({ ...commit, articles: [], quarantine: [], conclude });
            return placed;
          },
        },
      }),
      foundBy: [
        'nothing is stored when the conclusion throws, and its error comes through as it is',
        'an event that is stored already is a conflict, and nothing of the page is stored',
      ],
    },
    'lets anybody write': {
      how: ({ articles }) => ({
        articles: { ...articles, commitPage: (commit) => articles.commitPage({ ...commit, lease: null }) },
      }),
      foundBy: ['nothing is stored under a lease that another took, was released, or never was'],
    },
    'keeps every rejected item again': {
      how: ({ articles }, data) => ({
        articles: {
          ...articles,
          async commitPage(commit) {
            const placed = await articles.commitPage({ ...commit, quarantine: [] });
            data.quarantine.push(...commit.quarantine);
            return placed;
          },
        },
      }),
      foundBy: ['an item that an earlier run left in quarantine is not kept again'],
    },
    'lets nothing out of the quarantine': {
      how: ({ articles }) => ({
        articles: { ...articles, commitPage: (commit) => articles.commitPage({ ...commit, released: [] }) },
      }),
      foundBy: ['items that can be read at last leave the quarantine with the page that stores them'],
    },
    'decides before it has the lock': {
      how: ({ articles }, data) => ({
        articles: {
          ...articles,
          async commitPage(commit) {
            const known = new Set(data.articles.keys());
            await Promise.resolve();
            for (const identity of [...data.articles.keys()]) if (!known.has(identity)) data.articles.delete(identity);
            return articles.commitPage(commit);
          },
        },
      }),
      foundBy: ['two stores that bring the same story from two sources at once announce it once'],
    },
  });
});
