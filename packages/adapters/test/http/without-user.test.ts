import { expect, test } from 'vitest';
import { withoutUser } from '../../src/http/without-user.js';

test('makes a header of the user and password in a url', () => {
  const url = new URL('https://us%40er:p%3Ass@example.com/hook?a=1');
  expect(withoutUser(url)).toEqual({
    url: new URL('https://example.com/hook?a=1'),
    headers: { authorization: `Basic ${Buffer.from('us@er:p:ss').toString('base64')}` },
  });
  expect(url.password).toBe('p%3Ass');
});

test('leaves a url without them as it is', () => {
  const url = new URL('https://example.com/hook');
  expect(withoutUser(url)).toEqual({ url, headers: {} });
});
