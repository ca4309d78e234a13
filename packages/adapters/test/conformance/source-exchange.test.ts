import { SourceError } from '@ingest/core';
import { expect, test } from 'vitest';
import { answering, ask, connect, failsWith, reply, sentOnce, tickers } from '../../src/conformance/source-exchange.js';
import { smallKey, smallSubject } from '../support/small-source.js';

const subject = smallSubject();
const { source } = connect(subject, () => reply(subject, subject.page));
const failing = (thrown: unknown) => failsWith(['NOT_FOUND'], source, subject, Promise.reject(thrown));

test('a fetch keeps what it is asked, as an address or as a request', async () => {
  const { fetch, requests } = answering(() => new Response('ok'));
  await fetch('https://a.example/b', { redirect: 'manual' });
  await fetch(new Request('https://a.example/c', { headers: { 'x-key': 'k' } }));
  expect(requests.map(({ url }) => url.pathname)).toEqual(['/b', '/c']);
  expect(requests[0]?.init.redirect).toBe('manual');
  expect(new Headers(requests[1]?.init.headers).get('x-key')).toBe('k');
});

test('a source is asked for fresh news of one ticker', async () => {
  const asked = connect(subject, () => reply(subject, subject.page));
  expect((await ask(asked.source)).items).toHaveLength(2);
  expect(sentOnce(asked.requests).url.search).toContain('AAPL');
  expect(() => sentOnce([])).toThrow('0 were sent');
  expect(tickers('AAPL', 'no ticker')).toEqual(['AAPL']);
});

test('a reply has the content type of the provider', () => {
  expect(reply(subject, '[]').headers.get('content-type')).toBe('application/json');
  expect(reply({ ...subject, contentType: 'text/xml' }, '').headers.get('content-type')).toBe('text/xml');
});

test('a failure is one of the codes, of the source, and without its key', async () => {
  const right = new SourceError('NOT_FOUND', 'no', { source: source.name });
  expect(await failing(right)).toBe(right);
  await expect(failing(new SourceError('NETWORK', 'no', { source: source.name }))).rejects.toThrow('got NETWORK');
  await expect(failing(new SourceError('NOT_FOUND', 'no', { source: 'other' }))).rejects.toThrow();
  await expect(failing(new SourceError('NOT_FOUND', smallKey, { source: source.name }))).rejects.toThrow(
    'shows the key',
  );
  await expect(failing(new Error('no'))).rejects.toThrow('expected a SourceError');
  await expect(failsWith(['NOT_FOUND'], source, subject, Promise.resolve())).rejects.toThrow('it was answered');
});
