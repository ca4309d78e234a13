import { describe } from 'vitest';
import { sourceFactCases } from '../../src/conformance/source-fact-cases.js';
import { createSmallSource, findOutSources, smallKey } from '../support/small-source.js';

describe('the cases of facts', () => {
  findOutSources(sourceFactCases, {
    'asks when it is made': {
      how: (_, { fetch }) => {
        void fetch?.('https://small.example/hello').catch(() => {});
        return {};
      },
      foundBy: ['making a source sends nothing'],
    },
    'has a name for people': {
      how: () => ({ name: 'Small News' }),
      foundBy: ['its name is lower case, and another one when it is given one'],
    },
    'keeps to its own name': {
      how: () => ({ name: 'small' }),
      foundBy: ['its name is lower case, and another one when it is given one'],
    },
    'takes no ticker at all': {
      how: () => ({ capabilities: { maxTickersPerRequest: 0, paging: 'list' } }),
      foundBy: ['its capabilities are such that requests can be planned'],
    },
    'takes a minute': {
      how: () => ({ timeoutMs: 60_000 }),
      foundBy: ['its time is the one it is given, and ten seconds at most'],
    },
    'counts a limit that nobody set': {
      how: () => ({ quota: [{ window: 'day', limit: 100 }] }),
      foundBy: ['its limits are whole numbers, and it has none in the plan none'],
    },
    'asks its own host whatever it is told': {
      how: ({ replay, fetchPage }, options) => ({
        replay,
        fetchPage: (request, context) =>
          (options.baseUrl === undefined
            ? fetchPage
            : createSmallSource({ ...options, baseUrl: 'https://small.example/v1' }).fetchPage)(request, context),
      }),
      foundBy: ['its base url is where requests go, and another one when it is given one'],
    },
    'has a base url with a slash': {
      how: ({ replay }) => ({ replay: { ...replay, baseUrl: `${replay.baseUrl}/` } }),
      foundBy: ['its base url is where requests go, and another one when it is given one'],
    },
    'knows a key by the key': {
      how: (_, { apiKey }) => ({ credential: { variable: 'SMALL_API_KEY', keyId: apiKey ?? null } }),
      foundBy: ['a key is known by the beginning of its hash, and never shown'],
    },
    'asks without a key': {
      how: (_, options) => ({
        fetchPage: createSmallSource({ ...options, apiKey: options.apiKey ?? smallKey }).fetchPage,
      }),
      foundBy: ['without its key nothing is sent'],
    },
  });
});
