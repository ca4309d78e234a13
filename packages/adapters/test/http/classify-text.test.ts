import { describe, expect, test } from 'vitest';
import { classifyText, limitWindowOf } from '../../src/http/classify-text.js';

describe('classifyText', () => {
  test.each([
    ['Error: You have run over your hourly request allocation.', 'hour'],
    [
      'You have run over your 500 symbol look up for this month. Please upgrade at https://x.example to have your limits increased.',
      'month',
    ],
    ['API limit reached. Please try again later. Remaining Limit: 0', null],
    ['Our standard API rate limit is 25 requests per day, and your API key is known', 'day'],
    ["You've exceeded the maximum requests per minute, please wait or upgrade your subscription", 'minute'],
    ['Hourly request limit exceeded', 'hour'],
    ['usage_limit_reached', null],
    ['Too many requests', null],
    ['Daily quota exhausted', 'day'],
    ['Rate limit: 30 requests per second', 'second'],
  ])('reads a limit out of %j', (text, limitWindow) => {
    expect(classifyText(text)).toEqual({ code: 'RATE_LIMITED', limitWindow });
  });

  test.each([
    'Invalid token.',
    'Please supply a token',
    'Invalid API key.',
    'Please use an API key.',
    'invalid_api_token',
    'Your API key is missing',
    'Authentication credentials were not provided.',
  ])('reads a rejected key out of %j', (text) => {
    expect(classifyText(text)?.code).toBe('AUTH_FAILED');
  });

  test.each([
    'You do not have permission to access the News API',
    "You don't have access to this resource.",
    'You don’t have access to this resource.',
    'This endpoint is not included in your plan. Upgrade your plan.',
  ])('reads a missing entitlement out of %j', (text) => {
    expect(classifyText(text)?.code).toBe('FORBIDDEN');
  });

  test.each([
    '',
    'ok',
    'Error: Endpoint only available for US and US - listed Stocks',
    'Service temporarily unavailable',
  ])('finds nothing clear in %j', (text) => {
    expect(classifyText(text)).toBeNull();
  });

  test('judges a limit before a key before an entitlement', () => {
    const limit = 'rate limit exceeded';
    const key = 'invalid api key';
    const plan = 'you do not have access';
    expect(classifyText(`${plan}; ${key}; ${limit}`)?.code).toBe('RATE_LIMITED');
    expect(classifyText(`${plan}; ${key}`)?.code).toBe('AUTH_FAILED');
  });
});

describe('limitWindowOf', () => {
  test('takes the window that is named first', () => {
    expect(limitWindowOf('25 requests per day; spread them out, 1 request per second')).toBe('day');
  });
});
