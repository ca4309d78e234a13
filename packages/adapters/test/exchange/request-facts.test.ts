import { expect, test } from 'vitest';
import { toRequestFacts } from '../../src/exchange/request-facts.js';

const url = 'https://api.tiingo.com/tiingo/news';

test.each([
  ['a text', url],
  ['a URL', new URL(url)],
  ['a Request', new Request(url)],
])('reads %s', (_, input) => {
  expect(toRequestFacts(input)).toMatchObject({ url, method: 'GET' });
});

test('reads method, headers and signal of a Request', () => {
  const controller = new AbortController();
  const request = new Request(url, { method: 'post', headers: { 'x-a': '1' }, body: 'b', signal: controller.signal });
  const facts = toRequestFacts(request);
  expect([facts.method, facts.headers.get('x-a'), facts.signal?.aborted]).toEqual(['POST', '1', false]);
  controller.abort();
  expect(facts.signal?.aborted).toBe(true);
  expect(request.bodyUsed).toBe(false);
});

test('prefers what is said beside the Request', () => {
  const { signal } = new AbortController();
  const facts = toRequestFacts(new Request(url, { headers: { 'x-a': '1' } }), {
    method: 'head',
    headers: { 'x-b': '2' },
    signal,
  });
  expect([facts.method, facts.headers.get('x-a'), facts.headers.get('x-b')]).toEqual(['HEAD', null, '2']);
  expect(facts.signal).toBe(signal);
});

test('passes on what is no url, and has no signal where none is given', () => {
  expect(toRequestFacts('not a url')).toMatchObject({ url: 'not a url', signal: null });
});
