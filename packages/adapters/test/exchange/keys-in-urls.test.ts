import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { noSecrets, redactor, redactUrl } from '@ingest/core';
import { manualClock } from '@ingest/core/testing';
import { describe, expect, test } from 'vitest';
import { createRecorder } from '../../src/exchange/index.js';
import { ask, failureOf, now, testKey } from '../support/ask.js';
import { temporaryDirectory, tickersOf } from '../support/recordings.js';
import { sourcesUnderTest } from '../support/sources.js';

const withKeyInUrl = sourcesUnderTest.filter(({ keyPlace }) => 'parameter' in keyPlace);
const meta = { mode: 'failover', sources: ['tiingo'], tickers: tickersOf('QNDL') } as const;

describe.each(withKeyInUrl)('$name, whose key goes along in the url', ({ name, create, page, replyOf }) => {
  const refusal = JSON.stringify({ Information: `We have detected your API key as ${testKey}`, url: testKey });
  const replies = [page, JSON.stringify(replyOf([])), refusal, `no JSON: ${testKey}`];

  test.each([
    // The redaction by the name of the parameter alone has to take it out of the url.
    ['by its name', noSecrets, [page]],
    ['by its value', redactor([testKey]), replies],
  ] as const)('never writes it into a recording (%s)', async (_, redact, bodies) => {
    const path = join(temporaryDirectory(), 'day.har');
    const recorder = await createRecorder({ path, clock: manualClock(now), redact, meta });
    const sent: string[] = [];
    for (const [index, text] of bodies.entries()) {
      const fetch = recorder.fetchFor(name, async (input) => {
        sent.push(String(input));
        if (index === 0) return new Response(text);
        return new Response(text, { status: index % 2 === 0 ? 200 : 500, headers: { 'x-seen': String(input) } });
      });
      await ask(create({ fetch })).catch(() => undefined);
    }
    const broken = recorder.fetchFor(name, async (input) => {
      throw Object.assign(new TypeError(`cannot reach ${String(input)}`), { code: 'ECONNREFUSED' });
    });
    if (redact !== noSecrets) await ask(create({ fetch: broken })).catch(() => undefined);
    await recorder.close();
    const written = readFileSync(path, 'utf8');
    expect(sent).toHaveLength(bodies.length);
    for (const url of sent) expect(url).toContain(testKey);
    expect(written).not.toContain(testKey);
    expect(written).toContain('=***');
    expect(written).toContain('QNDL');
  });

  test('never shows it in an error', async () => {
    const urls: string[] = [];
    const answers: readonly ((url: string) => Response)[] = [
      (url) => new Response(`see ${url}`),
      (url) => Response.json({ error: `see ${url}` }, { status: 403 }),
      (url) => Response.json({ Information: `see ${url}` }),
      (url) => new Response(null, { status: 302, headers: { location: url } }),
      (url) => {
        throw new TypeError(`cannot reach ${url}`);
      },
    ];
    for (const answer of answers) {
      const fetch = async (input: string | URL | Request) => {
        urls.push(String(input));
        return answer(String(input));
      };
      const { message, hint, context } = await failureOf(ask(create({ fetch: fetch as typeof globalThis.fetch })));
      expect(`${message} ${hint} ${JSON.stringify(context)}`).not.toContain(testKey);
    }
    for (const url of urls) expect(redactUrl(url)).not.toContain(testKey);
    expect(urls).toHaveLength(answers.length);
  });
});
