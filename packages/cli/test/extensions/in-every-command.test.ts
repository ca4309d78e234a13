import { readFileSync, writeFileSync } from 'node:fs';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { closedStoreModule, sinkModule, sourceModule, write } from '../support/extensions.js';
import { inEmptyDirectory, ingest } from '../support/ingest.js';
import { json, providers } from '../support/providers.js';

inEmptyDirectory();
const server = providers();

const key = 'acme-key-51d0aa';
const news = [
  { id: 'a1', title: 'Acme opens a second works in Ohio', at: new Date(Date.now() - 600_000).toISOString() },
];

beforeEach(() => {
  write('ext/acme.mjs', sourceModule);
  write('ext/pigeon.mjs', sinkModule);
  vi.stubEnv('ACME_API_KEY', key);
  vi.stubEnv('ACME_BASE_URL', `http://127.0.0.1:${server.answer.port}`);
  server.answer.finnhub = (request, response, url) =>
    json(url.searchParams.get('page') === '0' ? news : [])(request, response, url);
  const source = '{ use: ./ext/acme.mjs, options: { desk: hunter22 } }';
  const sink = '{ use: ./ext/pigeon.mjs, path: birds.txt, token: hunter22 }';
  writeFileSync('ingest.config.yaml', `tickers: [AAPL]\nsources: [${source}]\nsinks: [${sink}]\n`);
});

describe('a source and a sink from outside', () => {
  it('are part of a run, which can be recorded and replayed', async () => {
    const ran = await ingest('run', '--json', '--record', 'day.har');
    expect(ran.json()).toMatchObject({
      outcome: 'ok',
      items: { new: 1 },
      sources: [{ source: 'acme', outcome: 'ok' }],
      notifications: { delivered: 1 },
    });
    expect(server.requests.every(({ headers }) => headers.authorization === `Bearer ${key}`)).toBe(true);
    expect(readFileSync('birds.txt', 'utf8')).toBe('NEW_MARKET_DATA\n');
    const recorded = readFileSync('day.har', 'utf8');
    expect(recorded).toContain('"_source":"acme"');
    expect(recorded).not.toContain(key);
    const replayed = await ingest('run', '--replay', 'day.har', '--json', '--store', 'replay.db');
    expect(replayed.json()).toMatchObject({ outcome: 'ok', items: { new: 1 }, sources: [{ source: 'acme' }] });
  });

  it('are known to sources, plan, status and doctor', async () => {
    await ingest('run', '--quiet');
    expect((await ingest('sources', '--json')).json<object[]>()).toEqual([
      expect.objectContaining({ source: 'acme', baseUrl: `http://127.0.0.1:${server.answer.port}`, lastOutcome: 'ok' }),
    ]);
    expect((await ingest('plan', '--json')).json()).toMatchObject({
      sources: [{ source: 'acme', plan: 'default', needs: [{ window: 'day', allows: 100 }] }],
    });
    expect((await ingest('doctor')).stdout).toMatch(/acme +answered in \d+ ms, key accepted, 1 article/);
    expect((await ingest('status', '--json')).json()).toMatchObject({ sources: [{ source: 'acme' }] });
  });

  it('are checked, and shown without what may be secret in their options', async () => {
    expect((await ingest('config', 'validate')).stdout).toContain('(1 ticker, acme)');
    const { stdout } = await ingest('config', 'show');
    expect(stdout).toMatch(/ACME_API_KEY +\*\*\* +environment/);
    expect(stdout).toMatch(/"use":"\.\/ext\/acme\.mjs".*"name":"acme"/);
    expect(stdout).toContain('"path":"***"');
    expect(stdout).not.toMatch(/hunter22|acme-key/);
  });

  it('without a key are told of as those that come with the program', async () => {
    vi.stubEnv('ACME_API_KEY', undefined);
    expect(await ingest('run')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('ACME_API_KEY is not set'),
    });
  });

  it('named by a flag are found from where the command is given', async () => {
    write('elsewhere/other.mjs', sourceModule.replace("'acme'", "'other'"));
    const { stdout } = await ingest('config', 'show', '--source', './elsewhere/other.mjs');
    expect(stdout).toContain('"name":"other"');
  });

  it('that do not take the name that they are given are refused', async () => {
    write('ext/acme.mjs', sourceModule.replace('    name,', "    name: 'acme',"));
    writeFileSync('ingest.config.yaml', 'tickers: [AAPL]\nsources: [{ use: ./ext/acme.mjs, name: spare }]\n');
    expect(await ingest('run')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('source ./ext/acme.mjs calls itself "acme"'),
    });
  });
});

describe('a store from outside', () => {
  it('that cannot be opened is a failure of the store', async () => {
    write('ext/store.mjs', closedStoreModule);
    write(
      'ingest.config.yaml',
      'tickers: [AAPL]\nstore: { use: ./ext/store.mjs, options: { dsn: "db://hunter22" } }\n',
    );
    expect(await ingest('items')).toMatchObject({
      exitCode: 5,
      stderr: expect.stringContaining('could not open the store acme: no route'),
    });
    const { stdout } = await ingest('config', 'show');
    expect(stdout).toContain('{"use":"./ext/store.mjs","options":{"dsn":"***"}}');
    expect((await ingest('items', '--store', './ext/store.mjs')).stderr).toContain('no route');
  });
});
