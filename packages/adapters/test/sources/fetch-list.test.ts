import { describe, expect, test } from 'vitest';
import { sourceFacts } from '../../src/sources/facts.js';
import { fetchList } from '../../src/sources/fetch-list.js';
import { readSourceOptions } from '../../src/sources/source-options.js';
import { failureOf, fetchOf, now } from '../support/ask.js';

function listOf(body: unknown, apiKey = 'a-key-of-ours') {
  const { fetch, urls } = fetchOf(() => Response.json(body));
  const settings = readSourceOptions(sourceFacts.tiingo, { apiKey, fetch });
  const request = {
    url: new URL('https://news.example/list'),
    authorize: (key: string) => ({ headers: { 'x-key': key } }),
    hints: { FORBIDDEN: 'buy it' },
  };
  return { list: fetchList(settings, request, { signal: new AbortController().signal, now }), urls };
}

describe('fetchList', () => {
  test.each([[[]], [[{ id: 1 }]], [['a text', { id: 1 }]], [[null]]])('takes %j for a list of items', async (body) => {
    expect(await listOf(body).list).toEqual(body);
  });

  test.each([{}, { results: [] }, ['a text'], 'a text', 42])('refuses %j', async (body) => {
    expect(await failureOf(listOf(body).list)).toMatchObject({ code: 'MALFORMED_RESPONSE' });
  });

  test('sends nothing without a key, and names the variable to set', async () => {
    const { list, urls } = listOf([], '');
    expect(await failureOf(list)).toMatchObject({
      code: 'NOT_CONFIGURED',
      hint: expect.stringContaining('TIINGO_API_KEY'),
    });
    expect(urls).toEqual([]);
  });

  test('hands the hints of the source on', async () => {
    const { list } = listOf({ error: 'You do not have access' });
    expect(await failureOf(list)).toMatchObject({ code: 'FORBIDDEN', hint: 'buy it' });
  });
});
