import { describe, expect, test } from 'vitest';
import {
  bodyError,
  type Exchange,
  networkError,
  redirectError,
  refusalError,
  statusError,
} from '../../src/http/to-source-error.js';

const now = Date.UTC(2025, 2, 4, 14);
const exchange: Exchange = {
  source: 'tiingo',
  url: new URL('https://api.tiingo.com/tiingo/news?tickers=qndl&token=SECRET'),
  now,
  redact: (text) => text.replaceAll('SECRET', '***'),
  hints: { FORBIDDEN: 'add the entitlement' },
};
const answered = (status: number, headers: Record<string, string> = {}) => new Response(null, { status, headers });

describe('statusError', () => {
  test.each([
    [400, '', 'BAD_REQUEST'],
    [401, '', 'AUTH_FAILED'],
    [401, "You don't have access to this resource.", 'AUTH_FAILED'],
    [402, '', 'BAD_REQUEST'],
    [403, '', 'FORBIDDEN'],
    [403, '{"detail":"You do not have permission to access the News API"}', 'FORBIDDEN'],
    [403, '{"detail":"Invalid token."}', 'AUTH_FAILED'],
    [403, '{"error":"Invalid API key."}', 'AUTH_FAILED'],
    [403, '{"detail":"Please supply a token"}', 'AUTH_FAILED'],
    [400, '{"detail":"Please supply a token"}', 'AUTH_FAILED'],
    [403, '{"error":"API limit reached."}', 'RATE_LIMITED'],
    [404, '', 'NOT_FOUND'],
    [405, '', 'BAD_REQUEST'],
    [408, '', 'SERVER_ERROR'],
    [410, '', 'BAD_REQUEST'],
    [422, '["no such ticker"]', 'BAD_REQUEST'],
    [425, '', 'SERVER_ERROR'],
    [429, '', 'RATE_LIMITED'],
    [429, '{"error":"Invalid API key."}', 'RATE_LIMITED'],
    [500, '{"error":"Invalid API key."}', 'SERVER_ERROR'],
    [503, '', 'SERVER_ERROR'],
    [599, '', 'SERVER_ERROR'],
  ])('%i with %j is %s', (status, body, code) => {
    const error = statusError(exchange, answered(status), body);
    expect(error).toMatchObject({ code, status, source: 'tiingo', permanent: false });
    expect(error.message).toContain(String(status));
  });

  test('no answer at all, as a fetch may put it, is NETWORK', () => {
    expect(statusError(exchange, Response.error(), '')).toMatchObject({ code: 'NETWORK', permanent: false });
  });

  test('quotes no secret that markup hid, nor the beginning of one', () => {
    const { message } = statusError(exchange, answered(403), `${'x'.repeat(195)} SEC<b></b>RET`);
    expect(message).toMatch(/x \*{3}$/);
  });

  test('says source, host, path and status, and what the answer says, but no query', () => {
    const error = statusError(
      exchange,
      answered(403),
      '{"detail":"You do not have permission to access the News API"}',
    );
    expect(error.message).toBe(
      'tiingo: the key has no entitlement to this data (GET api.tiingo.com/tiingo/news answered 403): You do not have permission to access the News API',
    );
    expect(error.hint).toBe('add the entitlement');
  });

  test('quotes at most 200 characters of plain text, without tags', () => {
    const page = `<html><body><h1>Bad &amp; gone</h1>${'<p>word</p>'.repeat(500)}</body></html>`;
    const { message } = statusError(exchange, answered(502), page);
    const quoted = message.slice(message.indexOf('502): ') + 6);
    expect(quoted).toMatch(/^Bad/);
    expect([...quoted]).toHaveLength(200);
    expect(message).not.toMatch(/[<>]/);
  });

  test('takes secrets and the queries of quoted urls out', () => {
    const { message } = statusError(exchange, answered(500), 'SECRET at https://a.example/b?apikey=123 failed');
    expect(message).toContain('*** at https://a.example/b failed');
  });

  test.each([429, 503])('fills in when to come back after %i', (status) => {
    expect(statusError(exchange, answered(status, { 'retry-after': '120' }), '').retryAt).toBe(now + 120_000);
  });

  test('leaves it out for other statuses and for garbage', () => {
    expect(statusError(exchange, answered(500, { 'retry-after': '120' }), '').retryAt).toBeUndefined();
    expect(statusError(exchange, answered(429, { 'retry-after': 'soon' }), '').retryAt).toBeUndefined();
  });

  test('names the window of the limit when the answer does', () => {
    const text = '{"detail":"Error: You have run over your hourly request allocation."}';
    expect(statusError(exchange, answered(429), text).limitWindow).toBe('hour');
    expect(statusError(exchange, answered(429), '').limitWindow).toBeUndefined();
  });
});

describe('refusalError', () => {
  test.each([
    [{ json: { error: 'API limit reached.' } }, 'RATE_LIMITED'],
    [{ json: { detail: 'Invalid token.' } }, 'AUTH_FAILED'],
    [{ json: { error: "You don't have access to this resource." } }, 'FORBIDDEN'],
    [{ json: ['Error: Endpoint only available for US'] }, 'MALFORMED_RESPONSE'],
    [{ json: {} }, 'MALFORMED_RESPONSE'],
    [{ json: null }, 'MALFORMED_RESPONSE'],
    [{ json: { title: 'API limit reached at Nordell' } }, 'MALFORMED_RESPONSE'],
    [{ text: 'You have run over your 500 symbol look up for this month.' }, 'RATE_LIMITED'],
    [{ text: 'nothing to see' }, 'MALFORMED_RESPONSE'],
  ])('%j is %s', (body, code) => {
    expect(refusalError(exchange, answered(200), body)).toMatchObject({ code, status: 200 });
  });

  test('heeds Retry-After with a limit in words', () => {
    const error = refusalError(exchange, answered(200, { 'retry-after': '60' }), { text: 'rate limit reached' });
    expect(error.retryAt).toBe(now + 60_000);
  });
});

describe('redirectError', () => {
  test.each([
    ['https://elsewhere.example/x?token=SECRET', 'elsewhere.example'],
    ['/login', 'another address on the same host'],
    ['https://SECRET.example/', '***.example'],
    ['http://[', 'an unreadable address'],
    ['javascript:alert(1)', 'an unreadable address'],
  ])('names the host of %s and nothing more', (location, target) => {
    const error = redirectError(exchange, answered(302, { location }));
    expect(error).toMatchObject({ code: 'NETWORK', permanent: true, status: 302 });
    expect(error.message).toBe(
      `tiingo: GET api.tiingo.com/tiingo/news was redirected (302) to ${target}; redirects are not followed`,
    );
  });

  test('needs no location', () => {
    expect(redirectError(exchange, answered(304)).message).toContain('to nowhere');
  });
});

describe('networkError', () => {
  test('says host and reason, and keeps the cause', () => {
    const thrown = new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code: 'ECONNREFUSED' }) });
    const error = networkError(exchange, thrown);
    expect(error).toMatchObject({ code: 'NETWORK', permanent: false, cause: thrown });
    expect(error.message).toBe(
      'tiingo: GET api.tiingo.com/tiingo/news failed: the connection was refused (ECONNREFUSED)',
    );
  });

  test('is permanent for a certificate', () => {
    const thrown = new TypeError('fetch failed', {
      cause: Object.assign(new Error('x'), { code: 'CERT_HAS_EXPIRED' }),
    });
    const error = networkError(exchange, thrown);
    expect(error).toMatchObject({ code: 'NETWORK', permanent: true });
    expect(error.message).toContain('certificate');
  });

  test('is permanent for a port that a fetch never speaks to', () => {
    const thrown = new TypeError('fetch failed', { cause: new Error('bad port') });
    expect(networkError(exchange, thrown)).toMatchObject({ permanent: true, hint: 'Check the port of the base url.' });
  });

  test('shows no query of a url in the words of a foreign fetch', () => {
    const thrown = new Error('request to https://api.tiingo.com/tiingo/news?tickers=qndl failed, reason: unknown');
    expect(networkError(exchange, thrown).message).not.toContain('tickers');
  });
});

describe('bodyError', () => {
  test('says what is wrong with the body and how it begins', () => {
    const error = bodyError(exchange, 'MALFORMED_RESPONSE', 'with a page instead of JSON', {
      body: '<html><title>Sign in</title></html>',
    });
    expect(error.message).toMatch(/answered with a page instead of JSON: Sign in$/);
  });
});
