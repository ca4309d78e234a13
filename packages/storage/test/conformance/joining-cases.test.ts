import { dayNumber, lookupKeys, prepareArticle } from '@ingest/core';
import { describe } from 'vitest';
import { joiningCases } from '../../src/conformance/joining-cases.js';
import { findOut } from '../support/conform.js';

describe('the cases of joining', () => {
  findOut(joiningCases, {
    'files no anchors': {
      how: ({ articles }, data) => ({
        articles: {
          ...articles,
          async commitPage(commit) {
            data.filed.clear();
            return articles.commitPage(commit);
          },
        },
      }),
      foundBy: [
        'what joins depends on the anchor alone',
        'of two stores that are given a story at once one begins it and the other joins it',
      ],
    },
    'matches with what came last, as a chain': {
      how: ({ articles }, data) => ({
        articles: {
          ...articles,
          async commitPage(commit) {
            const placed = await articles.commitPage(commit);
            for (const { headline, publishedAt, source, sourceId, url } of commit.articles) {
              const key = [...data.articles.values()].find((kept) => kept.headline === headline)?.storyKey;
              const anchor = key === undefined ? undefined : data.anchors.get(key);
              if (key === undefined || anchor === undefined) continue;
              const prepared = prepareArticle({ headline, publishedAt, source, sourceId, url });
              data.anchors.set(key, { ...anchor, prepared });
              for (const lookupKey of lookupKeys(prepared).keys) {
                const place = `${dayNumber(publishedAt)} ${lookupKey}`;
                data.filed.set(place, [...(data.filed.get(place) ?? []), key]);
              }
            }
            return placed;
          },
        },
      }),
      foundBy: [
        'a story is a star round its anchor and no chain',
        'a story is matched by what its anchor said first, whatever it says by now',
      ],
    },
    'forgets the keys of articles that joined': {
      how: ({ articles }, data) => ({
        articles: {
          ...articles,
          async commitPage(commit) {
            const placed = await articles.commitPage(commit);
            for (const [key, own] of data.keys) if (key !== own) data.keys.delete(key);
            return placed;
          },
        },
      }),
      foundBy: ['the key of an article that joined leads to the story ever after'],
    },
    'keeps the anchors of pruned stories': {
      how: ({ maintenance }, data) => ({
        maintenance: {
          ...maintenance,
          async prune(options) {
            const anchors = new Map(data.anchors);
            const pruned = await maintenance.prune(options);
            for (const [key, anchor] of anchors) data.anchors.set(key, anchor);
            return pruned;
          },
        },
      }),
      foundBy: ['nothing joins a story whose text was pruned'],
    },
  });
});
