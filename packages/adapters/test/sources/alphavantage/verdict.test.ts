import { describe, expect, test } from 'vitest';
import { createAlphaVantageSource } from '../../../src/sources/alphavantage/index.js';
import { verdictOf } from '../../../src/sources/alphavantage/verdict.js';
import { ask, failureOf, testKey } from '../../support/ask.js';

const premium = 'https://www.alphavantage.co/premium/';

/** As clients report them; each has been seen with status 200 and as the one member of an object. */
const refusals = [
  [
    'Information',
    `Thank you for using Alpha Vantage! Our standard API rate limit is 25 requests per day. Please subscribe to any of the premium plans at ${premium} to instantly remove all daily rate limits.`,
    'RATE_LIMITED',
    'day',
  ],
  [
    'Information',
    `We have detected your API key as ${testKey} and our standard API rate limit is 25 requests per day. Please subscribe to any of the premium plans at ${premium} to instantly remove all daily rate limits.`,
    'RATE_LIMITED',
    'day',
  ],
  [
    'Information',
    `Thank you for using Alpha Vantage! Please consider spreading out your free API requests more sparingly (1 request per second). You may subscribe to any of the premium plans at ${premium} to lift the free key rate limit (25 requests per day)`,
    'RATE_LIMITED',
    'second',
  ],
  [
    'Note',
    `Thank you for using Alpha Vantage! Our standard API call frequency is 5 calls per minute and 500 calls per day. Please visit ${premium} if you would like to target a higher API call frequency.`,
    'RATE_LIMITED',
    'minute',
  ],
  [
    'Information',
    'Burst pattern detected. Please consider spreading out your API requests more evenly across a 1-minute window.',
    'RATE_LIMITED',
    'minute',
  ],
  [
    'Information',
    'The **demo** API key is for demo purposes only. Please claim your free API key at (https://www.alphavantage.co/support/#api-key)',
    'AUTH_FAILED',
    undefined,
  ],
  [
    'Error Message',
    'the parameter apikey is invalid or missing. Please claim your free API key on (https://www.alphavantage.co/support/#api-key).',
    'AUTH_FAILED',
    undefined,
  ],
  [
    'Information',
    `Thank you for using Alpha Vantage! This is a premium endpoint. You may subscribe to any of the premium plans at ${premium} to instantly unlock all premium endpoints`,
    'FORBIDDEN',
    undefined,
  ],
  [
    'Error Message',
    'Invalid API call. Please retry or visit the documentation (https://www.alphavantage.co/documentation/) for NEWS_SENTIMENT.',
    'BAD_REQUEST',
    undefined,
  ],
  [
    'Information',
    'Invalid inputs. Please refer to the API documentation https://www.alphavantage.co/documentation#newsapi and try again.',
    'BAD_REQUEST',
    undefined,
  ],
  ['Information', 'We moved to another house.', 'MALFORMED_RESPONSE', undefined],
] as const;

describe('the words of Alpha Vantage', () => {
  test.each(refusals)('%s: %s is %s', async (member, words, code, limitWindow) => {
    const fetch = async () => Response.json({ [member]: words });
    const failure = await failureOf(ask(createAlphaVantageSource({ apiKey: testKey, fetch })));
    expect(failure).toMatchObject({ code, limitWindow, status: 200 });
    expect(`${failure.message} ${failure.hint} ${JSON.stringify(failure.context)}`).not.toContain(testKey);
    expect(failure.hint).not.toBe('');
  });

  test('are about a limit before all else: such a text talks of keys and of premium plans too', () => {
    const words = 'The rate limit of your invalid API key is 5 requests per minute. This is a premium endpoint.';
    expect(verdictOf(words)).toEqual({ code: 'RATE_LIMITED', limitWindow: 'minute' });
  });

  test('say nothing that is not known of them', () => {
    expect(verdictOf('We moved to another house.')).toBeNull();
    expect(verdictOf('')).toBeNull();
  });
});
