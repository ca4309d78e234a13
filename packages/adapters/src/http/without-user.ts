import { decoded } from './decoded.js';

/** A url without user and password, and those as a header: a fetch refuses a url with a password in it. */
export function withoutUser(url: URL): { readonly url: URL; readonly headers: Readonly<Record<string, string>> } {
  const { username, password } = url;
  if (username === '' && password === '') return { url, headers: {} };
  const without = new URL(url);
  without.username = '';
  without.password = '';
  const user = `${decoded(username) ?? ''}:${decoded(password) ?? ''}`;
  return { url: without, headers: { authorization: `Basic ${Buffer.from(user).toString('base64')}` } };
}
