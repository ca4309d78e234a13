import { noSecrets, type Sink, type SinkSettings } from '@ingest/core';
import { describe, expect, it } from 'vitest';
import { composeSinks, withoutSinkSecrets } from '../src/compose-sinks.js';

const entry = (use: string, options: object = {}): SinkSettings => ({ use, enabled: true, ...options });
const webhook = (options: object = {}) => entry('webhook', { url: 'https://example.com/hook', ...options });
const file = (options: object = {}) => entry('file', { path: '/var/log/news.ndjson', ...options });
const told = (sinks: SinkSettings[], alerts: SinkSettings[] = []) => ({ sinks, alerts });
const names = (sinks: readonly Sink[]) => sinks.map(({ name }) => name);
const whereIs = (path: readonly PropertyKey[]) => `file.yaml:${path.length}  `;

describe('composeSinks', () => {
  it('makes the sinks in their order, and leaves out what is not enabled', async () => {
    const sinks = await composeSinks(
      told([file(), webhook({ enabled: false, url: 'no url' }), webhook({ name: 'desk' })]),
      noSecrets,
    );
    expect(names(sinks.news)).toEqual([expect.stringMatching(/^file-[0-9a-f]{8}$/), 'desk']);
    expect(sinks.all).toEqual(sinks.news);
    expect(await composeSinks(told([]), noSecrets)).toMatchObject({ news: [], alerts: [], all: [] });
  });

  it('takes a sink that is told of news and of alerts for one', async () => {
    const sinks = await composeSinks(
      told([webhook({ name: 'desk' })], [file({ name: 'log' }), webhook({ name: 'desk' })]),
      noSecrets,
    );
    expect(names(sinks.alerts)).toEqual(['log', 'desk']);
    expect(names(sinks.all)).toEqual(['desk', 'log']);
    expect(sinks.alerts[1]).toBe(sinks.news[0]);
    const other = told([webhook({ name: 'desk' })], [webhook({ name: 'desk', timeoutMs: 5 })]);
    await expect(composeSinks(other, noSecrets)).rejects.toThrow('alerts[0]: two sinks are named "desk"');
  });

  it.each([
    [
      'a setting that it does not know',
      webhook({ urll: 'hunter22' }),
      'file.yaml:3  sinks[1].urll: unknown setting\n  did you mean "url"?',
    ],
    ['a missing setting', entry('file'), 'file.yaml:3  sinks[1].path: missing; expected the path of a file'],
    ['a bad value', webhook({ url: 'ftp://u:hunter22@x' }), 'file.yaml:3  sinks[1].url: expected an http or https url'],
    [
      'a bad header',
      webhook({ headers: { 'x-a': 'hunter22\n' + 'x' } }),
      'file.yaml:4  sinks[1].headers.x-a: expected HTTP headers',
    ],
    ['the name of another', file({ name: 'desk' }), 'file.yaml:2  sinks[1]: two sinks are named "desk"'],
  ])('says where and what for %s, and never shows the value', async (_, bad, words) => {
    const failing = composeSinks(told([webhook({ name: 'desk' }), bad]), noSecrets, { whereIs });
    await expect(failing).rejects.toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringContaining(words) });
    await expect(failing).rejects.not.toThrow('hunter22');
  });

  it('takes two sinks to the same place for one, unless they have names', async () => {
    await expect(composeSinks(told([webhook(), webhook()]), noSecrets)).rejects.toThrow(
      'sinks[1]: two sinks are named "webhook-19f13522"',
    );
    expect((await composeSinks(told([webhook(), webhook({ name: 'desk' })]), noSecrets)).news).toHaveLength(2);
  });
});

describe('closing the sinks', () => {
  it('closes each once, also when one of them cannot', async () => {
    const sinks = await composeSinks(
      told([file({ name: 'a' }), file({ name: 'b' })], [file({ name: 'b' }), webhook({ name: 'c' })]),
      noSecrets,
    );
    const closed: string[] = [];
    for (const sink of sinks.all.slice(0, 2))
      sink.close = () => {
        closed.push(sink.name);
        throw new Error('on purpose');
      };
    await sinks.close();
    expect(closed).toEqual(['a', 'b']);
  });
});

describe('withoutSinkSecrets', () => {
  it('shows of a sink what is surely no secret', () => {
    const settings = webhook({ name: 'desk', secret: 's', timeoutMs: 5, headers: { a: 'b' }, secrett: 'mistyped' });
    expect(withoutSinkSecrets(settings)).toEqual({
      use: 'webhook',
      enabled: true,
      url: '***',
      name: 'desk',
      secret: '***',
      timeoutMs: 5,
      headers: '***',
      secrett: '***',
    });
    expect(withoutSinkSecrets(file())).toEqual({ use: 'file', enabled: true, path: '/var/log/news.ndjson' });
    expect(withoutSinkSecrets(entry('other', { path: 'x' }))).toEqual({ use: 'other', enabled: true, path: '***' });
  });
});
