import { describe } from 'vitest';
import { articleCases } from '../../src/conformance/article-cases.js';
import { nothingConcluded } from '../../src/conformance/build.js';
import { findOut } from '../support/conform.js';

describe('the cases of articles', () => {
  findOut(articleCases, {
    'takes an id for a number': {
      how: ({ articles }) => ({
        articles: {
          ...articles,
          commitPage: (commit) =>
            articles.commitPage({
              ...commit,
              articles: commit.articles.map((one) => ({
                ...one,
                sourceId: one.sourceId === null ? null : `${Number(one.sourceId)}`,
              })),
            }),
        },
      }),
      foundBy: ['ids are texts: none loses a digit or a sign'],
    },
    'knows no article again': {
      how: ({ articles }) => {
        let commits = 0;
        return {
          articles: {
            ...articles,
            commitPage(commit) {
              commits += 1;
              const renamed = commit.articles.map((one) => ({ ...one, sourceId: `${one.sourceId}/${commits}` }));
              return articles.commitPage({ ...commit, articles: renamed });
            },
          },
        };
      },
      foundBy: [
        'an article that comes again is a duplicate and changes nothing',
        'an article without an id is known by its headline, source and day',
      ],
    },
    'says that it holds whatever it is asked for': {
      how: ({ articles }) => ({ articles: { ...articles, holdsAny: async () => true } }),
      foundBy: ['a source holds an article of a ticker inside a window, both ends included'],
    },
    'stores what it looks up': {
      how: ({ articles }) => ({
        articles: {
          ...articles,
          async lookup(asked) {
            const known = await articles.lookup(asked);
            await articles.commitPage({
              lease: null,
              source: 'tiingo',
              isFailover: false,
              at: 0,
              articles: asked,
              quarantine: [],
              conclude: () => nothingConcluded,
            });
            return known;
          },
        },
      }),
      foundBy: ['a look-up says what a commit would read, and writes nothing'],
    },
  });
});
