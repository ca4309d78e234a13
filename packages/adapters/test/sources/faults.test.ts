import { type ErrorCode, IngestError, type SourceError } from '@ingest/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ask, failureOf, fetchOf, now, testKey } from '../support/ask.js';
import { fixtureText } from '../support/fixtures.js';
import {
  body,
  drip,
  gzipBomb,
  hang,
  hangWithinBody,
  hugeBody,
  json,
  type ProviderServer,
  redirect,
  refusingUrl,
  resetBeforeHeaders,
  resetWithinBody,
  startProviderServer,
  truncate,
} from '../support/provider-server.js';
import { sourcesUnderTest } from '../support/sources.js';

describe.each(sourcesUnderTest)('$name', ({ create, keyPlace, page, path, name, listOf, replyOf }) => {
  let server: ProviderServer;
  let other: ProviderServer;
  beforeEach(async () => {
    [server, other] = await Promise.all([startProviderServer(), startProviderServer()]);
  });
  afterEach(async () => {
    await Promise.all([server.close(), other.close()]);
  });

  /** The failure, of which no message may show a query string or the key. */
  async function failing(baseUrl = server.url, signal?: AbortSignal): Promise<SourceError> {
    const failure = await failureOf(ask(create({ baseUrl }), signal === undefined ? {} : { signal }));
    const shown = `${failure.message} ${failure.hint} ${JSON.stringify(failure.context)}`;
    expect(shown).not.toMatch(/[?&](?:tickers?|symbols?|ap[ik]\w*)=|QNDL/i);
    expect(shown).not.toContain(testKey);
    expect(failure.message).toMatch(new RegExp(`^${name}: `));
    expect(failure.hint).not.toBe('');
    return failure;
  }

  describe('transport', () => {
    test('a refused connection is NETWORK', async () => {
      const baseUrl = await refusingUrl();
      const failure = await failing(baseUrl);
      expect(failure).toMatchObject({ code: 'NETWORK', permanent: false });
      expect(failure.message).toContain(`GET ${new URL(baseUrl).host}${path} failed: the connection was refused`);
    });

    test('a host that does not resolve is NETWORK and named', async () => {
      const failure = await failing('http://no-such-host.invalid');
      expect(failure).toMatchObject({ code: 'NETWORK', permanent: false });
      expect(failure.message).toMatch(/no-such-host\.invalid.* (?:does not resolve|cannot be resolved)/);
    });

    test('a reset before the headers is NETWORK, after one request', async () => {
      server.answer(resetBeforeHeaders());
      expect(await failing()).toMatchObject({ code: 'NETWORK', permanent: false });
      expect(server.requests).toHaveLength(1);
    });

    test('a reset inside the body is NETWORK', async () => {
      server.answer(resetWithinBody());
      expect(await failing()).toMatchObject({ code: 'NETWORK', permanent: false });
    });

    test('a reset inside the body is NETWORK also when what came is good JSON', async () => {
      server.answer(resetWithinBody(page));
      expect(await failing()).toMatchObject({ code: 'NETWORK' });
    });

    test('a body shorter than announced is NETWORK, also when what came is good JSON', async () => {
      server.answer(truncate(page));
      expect(await failing()).toMatchObject({ code: 'NETWORK' });
    });

    test.each([
      ['before the headers', hang()],
      ['inside the body', hangWithinBody()],
      ['in a drip that never ends', drip()],
    ])('ends with the reason of the signal %s and leaves no connection open', async (_, behaviour) => {
      server.answer(behaviour);
      const controller = new AbortController();
      const reason = new IngestError('ABORTED', 'stopped');
      const asking = ask(create({ baseUrl: server.url }), { signal: controller.signal });
      await server.seen(1);
      controller.abort(reason);
      await expect(asking).rejects.toBe(reason);
      await server.connectionsClosed();
    });

    test('ends with the reason of the signal when half of the body is there', async () => {
      server.answer(hangWithinBody());
      const controller = new AbortController();
      const source = create({
        baseUrl: server.url,
        fetch: async (input, init) => {
          const response = await fetch(input, init);
          setImmediate(() => controller.abort('over'));
          return response;
        },
      });
      await expect(ask(source, { signal: controller.signal })).rejects.toBe('over');
      await server.connectionsClosed();
    });

    test('ends with the reason of the signal although fetch pays no heed to it', async () => {
      const controller = new AbortController();
      const source = create({ fetch: () => new Promise(() => undefined) });
      const asking = ask(source, { signal: controller.signal });
      controller.abort('over');
      await expect(asking).rejects.toBe('over');
    });

    test('sends nothing when the signal was aborted before', async () => {
      const asking = ask(create({ baseUrl: server.url }), { signal: AbortSignal.abort('early') });
      await expect(asking).rejects.toBe('early');
      expect(server.requests).toHaveLength(0);
    });

    test('a certificate that is not trusted is NETWORK for good', async () => {
      const tls = { key: fixtureText('tls/key.pem'), cert: fixtureText('tls/cert.pem') };
      const secure = await startProviderServer(tls);
      try {
        const failure = await failing(secure.url);
        expect(failure).toMatchObject({ code: 'NETWORK', permanent: true });
        expect(failure.message).toContain('the certificate is self-signed');
        expect(secure.requests).toHaveLength(0);
      } finally {
        await secure.close();
      }
    });

    test.each([301, 302, 303, 307, 308])(
      'a redirect (%i) is NETWORK for good and nothing goes there',
      async (status) => {
        server.answer(redirect(status, `${other.url}/steal?key=${testKey}`));
        const failure = await failing();
        expect(failure).toMatchObject({ code: 'NETWORK', permanent: true, status });
        expect(failure.message).toContain(new URL(other.url).host);
        expect(server.requests).toHaveLength(1);
        expect(other.requests).toHaveLength(0);
      },
    );

    test('what is not HTTP is NETWORK', async () => {
      server.answer((request) => request.socket.end('hello\r\n\r\n'));
      expect(await failing()).toMatchObject({ code: 'NETWORK' });
    });

    test('an error of ours that fetch rejects with passes unchanged', async () => {
      const mismatch = new IngestError('REPLAY_MISMATCH', 'never recorded');
      await expect(ask(create({ fetch: () => Promise.reject(mismatch) }))).rejects.toBe(mismatch);
    });
  });

  describe('status', () => {
    const cases: readonly [number, string, ErrorCode][] = [
      [400, '{"detail":"bad parameter"}', 'BAD_REQUEST'],
      [401, '{"error":"Invalid API key."}', 'AUTH_FAILED'],
      [403, '{"detail":"You do not have permission to access the News API"}', 'FORBIDDEN'],
      [403, '', 'FORBIDDEN'],
      [403, '{"detail":"Invalid token."}', 'AUTH_FAILED'],
      [404, '{"detail":"Not found."}', 'NOT_FOUND'],
      [408, '', 'SERVER_ERROR'],
      [422, '["no"]', 'BAD_REQUEST'],
      [425, '', 'SERVER_ERROR'],
      [429, '{"error":"API limit reached. Please try again later. Remaining Limit: 0"}', 'RATE_LIMITED'],
      [500, '<html><body><h1>Oops</h1></body></html>', 'SERVER_ERROR'],
      [502, '<html><body><h1>Bad gateway</h1></body></html>', 'SERVER_ERROR'],
      [504, '', 'SERVER_ERROR'],
    ];
    test.each(cases)('%i with %j is %s, after one request', async (status, content, code) => {
      server.answer(body(content, { status }));
      const failure = await failing();
      expect(failure).toMatchObject({ code, status, permanent: false });
      expect(failure.message).toContain(`answered ${status}`);
      expect(failure.message).not.toMatch(/[<>]/);
      expect(server.requests).toHaveLength(1);
    });

    test('a missing entitlement is called that, with what to do', async () => {
      server.answer(json({ detail: 'You do not have permission to access the News API' }, { status: 403 }));
      const failure = await failing();
      expect(failure.message).toContain('entitlement');
      expect(failure.hint).toContain('no outage');
    });

    test.each([
      ['1', 1000],
      ['120', 120_000],
      ['Tue, 04 Mar 2025 14:02:00 GMT', 120_000],
      ['1e99', 86_400_000],
      ['315360000', 86_400_000],
    ])('429 with Retry-After %j says when to come back', async (header, wait) => {
      server.answer(json({}, { status: 429, headers: { 'retry-after': header } }));
      expect(await failing()).toMatchObject({ code: 'RATE_LIMITED', retryAt: now + wait });
    });

    test.each(['soon', '-5', 'Tue, 04 Mar 2025 13:00:00 GMT'])(
      '429 with Retry-After %j says nothing',
      async (header) => {
        server.answer(json({}, { status: 429, headers: { 'retry-after': header } }));
        expect(await failing()).toMatchObject({ code: 'RATE_LIMITED', retryAt: undefined });
      },
    );

    test('503 with Retry-After says when to come back', async () => {
      server.answer(json({}, { status: 503, headers: { 'retry-after': '2' } }));
      expect(await failing()).toMatchObject({ code: 'SERVER_ERROR', retryAt: now + 2000 });
    });

    test('a refusal whose body breaks off keeps its status', async () => {
      server.answer((request, response) => {
        response.writeHead(500);
        response.write('half', () => setImmediate(() => request.socket.resetAndDestroy()));
      });
      expect(await failing()).toMatchObject({ code: 'SERVER_ERROR', status: 500 });
    });

    test('a refusal with an endless body is read only at its beginning', async () => {
      let sent = 0;
      const count = (bytes: number) => {
        sent += bytes;
      };
      server.answer(hugeBody(200_000_000, count, 500));
      expect(await failing()).toMatchObject({ code: 'SERVER_ERROR', status: 500 });
      await server.connectionsClosed();
      expect(sent).toBeLessThan(50_000_000);
    });
  });

  describe('body', () => {
    const cases: readonly [string, string | Buffer, ErrorCode][] = [
      ['nothing', '', 'EMPTY_RESPONSE'],
      ['white space', ' \r\n\t ', 'EMPTY_RESPONSE'],
      ['a byte order mark alone', '\ufeff', 'EMPTY_RESPONSE'],
      ['a page', '<!doctype html><html><body>Sign in. Invalid token. Rate limit.</body></html>', 'MALFORMED_RESPONSE'],
      ['an hourly limit as text', 'Error: You have run over your hourly request allocation.', 'RATE_LIMITED'],
      [
        'an hourly limit as an object',
        '{"detail":"Error: You have run over your hourly request allocation."}',
        'RATE_LIMITED',
      ],
      ['an hourly limit as a list', '["Error: You have run over your hourly request allocation."]', 'RATE_LIMITED'],
      [
        'a limit as an object',
        '{"error":"API limit reached. Please try again later. Remaining Limit: 0"}',
        'RATE_LIMITED',
      ],
      ['a rejected key', '{"detail":"Invalid token."}', 'AUTH_FAILED'],
      ['a missing key', '{"error":"Please use an API key."}', 'AUTH_FAILED'],
      ['a missing entitlement', '{"error":"You don\'t have access to this resource."}', 'FORBIDDEN'],
      ['another error', '{"error":"something else"}', 'MALFORMED_RESPONSE'],
      ['JSON cut off', '[{"id":1,"title":"API limit reached at Nordell', 'MALFORMED_RESPONSE'],
      ['null', 'null', 'MALFORMED_RESPONSE'],
      ['a number', '42', 'MALFORMED_RESPONSE'],
      ['a text', '"ok"', 'MALFORMED_RESPONSE'],
      ['an object', '{}', 'MALFORMED_RESPONSE'],
      ['a list inside an object', '{"results":[{"title":"Rate limit exceeded"}]}', 'MALFORMED_RESPONSE'],
      ['a list of texts', '["Error: Endpoint only available for US and US - listed Stocks"]', 'MALFORMED_RESPONSE'],
      ['nesting of 100 000 levels', '['.repeat(100_000) + ']'.repeat(100_000), 'MALFORMED_RESPONSE'],
      ['bytes of no character set', Buffer.from([0xff, 0xfe, 0x00, 0x80]), 'MALFORMED_RESPONSE'],
    ];
    test.each(cases)('%s is answered with its code', async (_, content, code) => {
      server.answer(body(content));
      expect(await failing()).toMatchObject({ code });
      expect(server.requests).toHaveLength(1);
    });

    test('the monthly limit of symbols names its window', async () => {
      server.answer(
        body('You have run over your 500 symbol look up for this month. Please upgrade at https://a.example/p'),
      );
      expect(await failing()).toMatchObject({ code: 'RATE_LIMITED', limitWindow: 'month', status: 200 });
    });

    test('an empty list is a page without items', async () => {
      server.answer(json(replyOf([])));
      expect((await ask(create({ baseUrl: server.url }))).items).toEqual([]);
    });

    test('a byte order mark before good JSON is accepted', async () => {
      server.answer(body(`\ufeff${page}`));
      const { items } = await ask(create({ baseUrl: server.url }));
      expect(items).toHaveLength(listOf(JSON.parse(page))?.length ?? Number.NaN);
    });

    test('Latin-1 bytes under a UTF-8 header become U+FFFD', async () => {
      const bytes = Buffer.from(page.replaceAll('Nordell', 'N@rdell'));
      server.answer(body(Buffer.from(bytes.map((byte) => (byte === 0x40 ? 0xf6 : byte)))));
      const { items } = await ask(create({ baseUrl: server.url }));
      expect(JSON.stringify(items)).toContain('N\ufffdrdell');
    });

    test('a gzip body is decoded', async () => {
      const { gzipSync } = await import('node:zlib');
      server.answer(body(gzipSync(page), { headers: { 'content-encoding': 'gzip' } }));
      expect((await ask(create({ baseUrl: server.url }))).items.length).toBeGreaterThan(0);
    });

    test('a body that is not in the encoding it claims is MALFORMED_RESPONSE', async () => {
      server.answer(body(page, { headers: { 'content-encoding': 'gzip' } }));
      expect(await failing()).toMatchObject({ code: 'MALFORMED_RESPONSE' });
    });

    test('a body of 200 MB is RESPONSE_TOO_LARGE, and reading stops at the limit', async () => {
      let sent = 0;
      server.answer(
        hugeBody(200_000_000, (bytes) => {
          sent += bytes;
        }),
      );
      expect(await failing()).toMatchObject({ code: 'RESPONSE_TOO_LARGE' });
      await server.connectionsClosed();
      expect(sent).toBeLessThan(50_000_000);
    });

    test('a gzip bomb is RESPONSE_TOO_LARGE', async () => {
      server.answer(gzipBomb(100_000_000));
      expect(await failing()).toMatchObject({ code: 'RESPONSE_TOO_LARGE' });
      await server.connectionsClosed();
    });

    test('a body of just under 10 MB is read', async () => {
      server.answer(body(page + ' '.repeat(10_000_000 - Buffer.byteLength(page))));
      expect((await ask(create({ baseUrl: server.url }))).items.length).toBeGreaterThan(0);
    });

    test('a key that the answer repeats is never seen again', async () => {
      const escaped = [...testKey].map((letter) => `\\u00${letter.charCodeAt(0).toString(16)}`).join('');
      const items = page.replaceAll('Nordell', `${testKey} ${encodeURIComponent(testKey)} ${escaped}`);
      server.answer(body(items), json({ detail: `no ${testKey}` }), json({ error: testKey }, { status: 403 }));
      const source = create({ baseUrl: server.url });
      expect(JSON.stringify(await ask(source))).not.toContain(testKey);
      expect((await failureOf(ask(source))).message).toContain('no ***');
      expect((await failureOf(ask(source))).message).toContain('***');
    });
  });

  describe('request', () => {
    test('carries the key in its one place alone, and asks for JSON under our name', async () => {
      server.answer(body(page));
      await ask(create({ baseUrl: server.url }));
      const [seen] = server.requests;
      expect(seen?.method).toBe('GET');
      expect(seen?.url.pathname).toBe(path);
      const holding = Object.entries(seen?.headers ?? {}).filter(([, value]) => String(value).includes(testKey));
      expect(holding).toEqual('header' in keyPlace ? [[...keyPlace.header]] : []);
      const parameters = [...(seen?.url.searchParams ?? [])].filter(([, value]) => value.includes(testKey));
      expect(parameters).toEqual('parameter' in keyPlace ? [[keyPlace.parameter, testKey]] : []);
      expect(seen?.headers.accept).toBe('application/json');
      expect(seen?.headers['user-agent']).toMatch(/^ingest\/\d+\.\d+\.\d+ \(\+https:\/\/.+\)$/);
    });

    test('is never sent without a key', async () => {
      const { fetch, urls } = fetchOf(() => new Response(JSON.stringify(replyOf([]))));
      const failure = await failureOf(ask(create({ apiKey: '  ', fetch })));
      expect(failure).toMatchObject({ code: 'NOT_CONFIGURED' });
      expect(failure.hint).toContain(`${name.toUpperCase()}_API_KEY`);
      expect(urls).toEqual([]);
    });
  });
});
