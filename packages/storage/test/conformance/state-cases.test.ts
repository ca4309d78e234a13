import { describe } from 'vitest';
import { stateCases } from '../../src/conformance/state-cases.js';
import { findOut } from '../support/conform.js';

describe('the cases of state', () => {
  findOut(stateCases, {
    'keeps gaps that are closed': {
      how: ({ articles }) => ({
        articles: {
          ...articles,
          commitPage: (commit) =>
            articles.commitPage({
              ...commit,
              conclude: (placed) => ({ ...commit.conclude(placed), closedGapIds: [] }),
            }),
        },
      }),
      foundBy: ['open gaps come newest first, as they were opened, until they are closed'],
    },
    'lists gaps in the order in which they were opened': {
      how: ({ state }, data) => ({ state: { ...state, gaps: async () => [...data.gaps.values()] } }),
      foundBy: ['open gaps come newest first, as they were opened, until they are closed'],
    },
    'takes every gap for one that fresh reading left': {
      how: ({ state }) => ({
        state: {
          ...state,
          gaps: async (source) => (await state.gaps(source)).map((gap) => ({ ...gap, backfill: null })),
        },
      }),
      foundBy: ['a gap says which back-fill it is a part of, as it was said last'],
    },
    'gives one source the watermarks of another': {
      how: ({ state }, data) => ({ state: { ...state, watermarks: async () => [...data.watermarks.values()] } }),
      foundBy: ['watermarks are kept by source and ticker'],
    },
    'takes every state as it is given': {
      how: ({ articles }, data) => ({
        articles: {
          ...articles,
          commitPage: (commit) =>
            articles.commitPage({
              ...commit,
              conclude(placed) {
                data.states.clear();
                return commit.conclude(placed);
              },
            }),
        },
      }),
      foundBy: ['the last success and failure of a source never go back while its key is the same'],
    },
    'keeps the instants of a source whatever its key': {
      how: ({ articles }, data) => ({
        articles: {
          ...articles,
          commitPage: (commit) =>
            articles.commitPage({
              ...commit,
              conclude(placed) {
                const conclusion = commit.conclude(placed);
                const before = data.states.get('tiingo');
                if (before !== undefined && conclusion.state !== null)
                  data.states.set('tiingo', { ...before, keyId: conclusion.state.keyId });
                return conclusion;
              },
            }),
        },
      }),
      foundBy: ['the last success and failure of a source never go back while its key is the same'],
    },
    'keeps the first state of a source': {
      how: ({ state }) => ({ state: { ...state, sources: async () => (await state.sources()).slice(0, 1) } }),
      foundBy: ['the state of a source is replaced, and sources come in the order of their names'],
    },
  });
});
