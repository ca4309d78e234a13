import { describe } from 'vitest';
import { revisionCases } from '../../src/conformance/revision-cases.js';
import { findOut } from '../support/conform.js';

describe('the cases of revisions', () => {
  findOut(revisionCases, {
    'shows whatever came last': {
      how: ({ articles }, data) => ({
        articles: {
          ...articles,
          async commitPage(commit) {
            const placed = await articles.commitPage(commit);
            for (const { headline, description, publishedAt } of commit.articles) {
              for (const [key, story] of data.stories)
                if (story !== null) data.stories.set(key, { ...story, headline, description, publishedAt });
            }
            return placed;
          },
        },
      }),
      foundBy: [
        'a changed text is a revision: shown at once, counted, nothing new, its time the first seen',
        'a revision of an article that the story does not show changes its attribution alone',
      ],
    },
    'has no old texts': {
      how: ({ reading }) => ({
        reading: {
          ...reading,
          async *items({ withRevisions = false, ...query }) {
            for await (const item of reading.items(query)) yield withRevisions ? { ...item, revisions: [] } : item;
          },
        },
      }),
      foundBy: ['old texts come with a story where they are asked for, oldest first, with their times'],
    },
    'keeps the text that came first': {
      how: ({ articles }, data) => ({
        articles: {
          ...articles,
          async commitPage(commit) {
            const before = new Map(data.stories);
            const placed = await articles.commitPage(commit);
            for (const [key, story] of before) if (story !== null) data.stories.set(key, story);
            return placed;
          },
        },
      }),
      foundBy: [
        'a story shows its earliest article, whichever came first',
        'an article delivered for one more ticker adds it and is a duplicate',
      ],
    },
  });
});
