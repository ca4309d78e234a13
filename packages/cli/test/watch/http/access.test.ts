import { describe, expect, it } from 'vitest';
import { accessOf } from '../../../src/watch/http/access.js';
import { parseAddress } from '../../../src/watch/http/address.js';

const token = 'a-token-of-32-characters-or-more';
const asked = {
  method: 'GET',
  path: '/metrics',
  query: new URLSearchParams(),
  host: '127.0.0.1:8787',
  authorization: undefined as string | undefined,
};
const statusOf = (access: ReturnType<typeof accessOf>, changes: Partial<typeof asked> = {}) =>
  access({ ...asked, ...changes })?.status ?? 200;

describe('on loopback', () => {
  const access = accessOf(parseAddress('8787'), null);

  it.each(['localhost', 'LOCALHOST:8787', '127.0.0.1:1', '[::1]:8787'])('serves requests to %s', (host) => {
    expect(statusOf(access, { host })).toBe(200);
  });

  it.each(['evil.example', 'evil.example:8787', 'localhost.evil.example', '127.0.0.1.evil.example', '', '[::2]:8787'])(
    'refuses a request to %j, whoever points that name here',
    (host) => {
      for (const path of ['/metrics', '/healthz']) expect(statusOf(access, { host, path })).toBe(421);
    },
  );

  it('serves the very address that it listens on', () => {
    expect(statusOf(accessOf(parseAddress('127.0.0.9:8787'), null), { host: '127.0.0.9:8787' })).toBe(200);
  });

  it('knows GET and HEAD only', () => {
    expect(statusOf(access, { method: 'HEAD' })).toBe(200);
    expect(access({ ...asked, method: 'POST' })).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } });
    expect(statusOf(access, { method: 'OPTIONS' })).toBe(405);
  });

  it('asks for the token where one is set', () => {
    expect(statusOf(accessOf(parseAddress('8787'), token))).toBe(401);
  });
});

describe('with a token', () => {
  const access = accessOf(parseAddress('0.0.0.0:8787'), token);

  it.each([
    [undefined, 401],
    ['', 401],
    [token, 401],
    [`Basic ${token}`, 401],
    ['Bearer ', 401],
    [`Bearer ${token.slice(1)}`, 401],
    [`Bearer ${token}x`, 401],
    [`Bearer ${token}`, 200],
    [`bearer ${token}`, 200],
  ])('answers %j with %i', (authorization, status) => {
    expect(statusOf(access, { authorization })).toBe(status);
  });

  it('says how to come in, and not with what', () => {
    const answer = access(asked);
    expect(answer?.headers).toEqual({ 'www-authenticate': 'Bearer' });
    expect(answer?.body).not.toContain(token);
  });

  it('lets probers in without', () => {
    expect([statusOf(access, { path: '/healthz' }), statusOf(access, { path: '/readyz' })]).toEqual([200, 200]);
    expect(statusOf(access, { path: '/healthz/' })).toBe(401);
  });

  it('is reached under any name', () => {
    expect(statusOf(access, { host: 'news.example', authorization: `Bearer ${token}` })).toBe(200);
  });
});

describe('without one', () => {
  it('is not served to others', () => {
    expect(() => accessOf(parseAddress('0.0.0.0:8787'), null)).toThrow(
      '--http: 0.0.0.0:8787 can be reached by others, and no token is set',
    );
  });

  it.each(['short', 'a token with blanks in it', 'ein-schlüssel-aus-zeichen'])('takes no %j for one', (weak) => {
    expect(() => accessOf(parseAddress('8787'), weak)).toThrow('INGEST_HTTP_TOKEN is no token');
    expect(() => accessOf(parseAddress('8787'), weak)).not.toThrow(weak);
  });
});
