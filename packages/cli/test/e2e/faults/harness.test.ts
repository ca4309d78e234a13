import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EndedCommand, Remains } from './support/invariants.js';
import { expectInvariants } from './support/invariants.js';
import { answer, forever, Script, times } from './support/script.js';

const nothing = answer('nothing', () => undefined);

describe('a script', () => {
  it('fails when a step was not played', () => {
    const script = new Script('tiingo');
    script.plays(nothing, times(2, nothing));
    script.next();
    script.next();
    expect(() => script.assertPlayed()).toThrow('tiingo, step 2: "nothing" was played 1 of 2 times');
  });

  it('fails when something was asked that nobody planned', () => {
    const script = new Script('finnhub');
    expect(script.next()).toBeNull();
    expect(() => script.assertPlayed()).toThrow('finnhub was asked 1 times more than planned');
  });

  it('plays its steps in order, the last one for ever', () => {
    const script = new Script('tiingo');
    script.plays(nothing, forever(nothing));
    expect([1, 2, 3].map(() => script.next()?.nth)).toEqual([0, 0, 1]);
    expect(() => script.assertPlayed()).not.toThrow();
  });

  it('is not replaced before it was played', () => {
    const script = new Script('tiingo');
    script.plays(nothing);
    expect(() => script.plays(nothing)).toThrow('step 1');
  });
});

describe('the invariants', () => {
  let directory = '';
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'ingest-invariants-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  const good: EndedCommand = {
    args: ['run', '--json'],
    exitCode: 0,
    signal: null,
    stdout: '{"text":"fine"}\n',
    stderr: '',
    durationMs: 1,
  };
  const sound = { schemaVersion: 1, stories: 0, articles: 0, problems: [] };
  const remains = (fields: Partial<Remains> = {}, ended: Partial<EndedCommand> = {}): Remains => ({
    directory,
    processes: [{ ...good, ...ended }],
    asked: [],
    forbidden: [],
    secrets: [{ secret: 'secret/of+tiingo', owner: 'tiingo' }],
    ownFiles: [],
    store: null,
    ...fields,
  });
  const asked = (fields: object) => ({
    provider: 'tiingo' as const,
    at: 0,
    method: 'GET',
    path: '/',
    url: new URL('http://x.example/'),
    headers: {},
    symbols: [],
    ...fields,
  });

  it('hold where all is well', () => {
    const toOwner = asked({ headers: { authorization: 'Token secret/of+tiingo' } });
    expect(() => expectInvariants(remains({ asked: [toOwner] }))).not.toThrow();
  });

  it.each([
    ['a secret in the output', {}, { stdout: '"secret/of+tiingo"' }, 'I1'],
    ['a secret in base64', {}, { stdout: '"c2VjcmV0L29mK3RpaW5nbw=="' }, 'I1'],
    ['a secret in a url', { asked: [asked({ url: new URL('http://x.example/?t=secret%2Fof%2Btiingo') })] }, {}, 'I1'],
    [
      'a secret that goes to the other one',
      { asked: [asked({ provider: 'finnhub', headers: { authorization: 'secret/of+tiingo' } })] },
      {},
      'I1',
    ],
    ['two JSON values', {}, { stdout: '{}\n{}\n' }, 'I2'],
    ['no JSON value', {}, { stdout: '', exitCode: 5 }, 'I2'],
    ['a bug', {}, { exitCode: 1 }, 'I3'],
    ['a stack trace', {}, { stderr: 'Error: x\n    at main (file:///a/b.js:12:5)\n' }, 'I3'],
    ['a warning of the runtime', {}, { stderr: '(node:12) ExperimentalWarning: x\n' }, 'I3'],
    ['an escape sequence', {}, { stderr: 'headline \u001b[2J' }, 'I4'],
    ['a carriage return', {}, { stderr: 'news\r' }, 'I4'],
    ['a damaged store', { store: { name: 'x.db', checked: { ...sound, problems: ['torn'] } } }, {}, 'I5'],
    [
      'a story that was new twice',
      { store: { name: 'x.db', checked: { ...sound, stories: 1 } } },
      { args: ['run', '--store', 'x.db', '--json'], stdout: '{"runId":"1","collections":[],"items":{"new":2}}' },
      'I6',
    ],
    [
      'a request that was forbidden',
      {
        asked: [asked({ at: 5000 })],
        forbidden: [{ provider: 'tiingo' as const, from: 0, until: 10_000 }],
      },
      {},
      'I7',
    ],
  ])('find %s', (_, fields: Partial<Remains>, ended: Partial<EndedCommand>, named) => {
    expect(() => expectInvariants(remains(fields, ended))).toThrow(named);
  });

  it('find a secret in a file, also in a folder', () => {
    mkdirSync(join(directory, 'inner'));
    writeFileSync(join(directory, 'inner/day.har'), Buffer.from('..%73%65%63%72%65%74%2f%6f%66%2b%74%69%69%6e%67%6f'));
    expect(() => expectInvariants(remains())).toThrow('I1');
  });
});
