import { expect, test } from 'vitest';
import { buildResponse } from '../../src/exchange/build-response.js';

const facts = { status: 200, statusText: 'OK', headers: new Headers(), url: 'https://api.tiingo.com/tiingo/news' };

test('builds what fetch resolves with', async () => {
  const response = buildResponse(Buffer.from('[]'), { ...facts, headers: new Headers({ 'x-a': 'b' }) });
  expect(response).toMatchObject({ status: 200, ok: true, statusText: 'OK', url: facts.url, redirected: false });
  expect([...response.headers]).toEqual([['x-a', 'b']]);
  expect(await response.text()).toBe('[]');
});

test.each([204, 205, 304])('gives no body to status %i', (status) => {
  expect(buildResponse(Buffer.from('x'), { ...facts, status }).body).toBeNull();
});

test('shows a status that no standard knows', async () => {
  const response = buildResponse(Buffer.from('blocked'), { ...facts, status: 999 });
  expect([response.status, response.ok, await response.text()]).toEqual([999, false, 'blocked']);
});

test('drops a status text that HTTP does not allow', () => {
  expect(buildResponse(null, { ...facts, statusText: 'ok\nset-cookie: x' }).statusText).toBe('');
  expect(buildResponse(null, { ...facts, statusText: '好' }).statusText).toBe('');
});
