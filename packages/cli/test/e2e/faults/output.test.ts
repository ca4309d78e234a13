import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { body, json, redirect } from './support/answers.js';
import { faultWorld } from './support/fault-world.js';
import { tiingoList } from './support/lists.js';
import { finnhubItem, noNews, tiingoItem, tiingoItems } from './support/news.js';
import { forever } from './support/script.js';

const world = faultWorld();
const minute = 60_000;

describe('a key that a provider says back', () => {
  // With what percent-encoding, JSON and base64 spell otherwise.
  const ofTiingo = 'ti/k+7f3a=9b"c&d';
  const ofFinnhub = 'fi%k c81d/22+';
  const percent = (text: string) => [...Buffer.from(text)].map((byte) => `%${byte.toString(16)}`).join('');
  const forms = (key: string) => [
    key,
    encodeURIComponent(key),
    percent(key),
    percent(key).toUpperCase(),
    Buffer.from(key).toString('base64'),
    Buffer.from(`user:${key}`).toString('base64url'),
  ];
  const useKeys = () => {
    Object.assign(world.env, { TIINGO_API_KEY: ofTiingo, FINNHUB_API_KEY: ofFinnhub });
    world.keepsSecret({ secret: ofTiingo, owner: 'tiingo' }, { secret: ofFinnhub, owner: 'finnhub' });
  };
  const lookEverywhere = async () => {
    const everything = await Promise.all([
      world.items(),
      world.events(),
      world.rejected(),
      world.ingest('items', '--store', 'news.db'),
      world.ingest('events', '--store', 'news.db'),
      world.ingest('events', '--rejected', '--store', 'news.db'),
      world.ingest('items', '--store', 'news.db', '--format', 'csv'),
      world.ingest('config', 'show'),
    ]);
    return JSON.stringify(everything);
  };

  it('row 91: in the body, the status and the headers of a refusal is seen nowhere', async () => {
    useKeys();
    const headers = { 'x-echo': ofTiingo, 'set-cookie': `token=${encodeURIComponent(ofTiingo)}` };
    world.tiingo.plays(
      body(JSON.stringify({ detail: `Invalid token. You sent ${forms(ofTiingo).join(' , ')}` }), {
        status: 401,
        statusText: `No ${ofTiingo}`,
        headers,
      }),
    );
    world.finnhub.plays(json({ error: `bad ${forms(ofFinnhub).join(' ')}` }, { status: 400 }));
    const ran = await world.run('--tickers', 'AAPL', '--record', 'day.har', '--verbose');
    expect(ran.exitCode).toBe(4);
    expect(ran.report.sources.map(({ errorMessage }) => errorMessage)).toEqual([
      expect.stringContaining('***'),
      expect.stringContaining('***'),
    ]);
    expect(await lookEverywhere()).toContain('***');
  });

  it('row 91: in the address of a redirect is seen nowhere', async () => {
    useKeys();
    world.tiingo.plays(redirect(302, `https://${encodeURIComponent(ofTiingo)}.example/?token=${percent(ofTiingo)}`));
    world.finnhub.plays(redirect(301, `/elsewhere/${encodeURIComponent(ofFinnhub)}`));
    const ran = await world.run('--tickers', 'AAPL', '--record', 'day.har', '--verbose');
    expect(ran.exitCode).toBe(4);
    await lookEverywhere();
  });

  it('row 91: in items, good and rejected ones, is seen nowhere', async () => {
    useKeys();
    const at = Date.now() - 5 * minute;
    world.tiingo.plays(
      json([
        ...forms(ofTiingo).map((form, index) => ({
          ...tiingoItem({ id: index, at: at - index * minute, title: `Echo number ${index} of ${form} in a headline` }),
          description: form,
          url: `https://x.example/?token=${form}`,
          tags: [form],
          source: form,
        })),
        { headline: 42, token: forms(ofTiingo) },
      ]),
      noNews,
    );
    const escaped = [...ofFinnhub].map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
    const [item] = [finnhubItem({ id: 5, at, title: '@' })];
    world.finnhub.plays(body(JSON.stringify([item]).replace('@', `Echo of ${escaped} in a headline`)));
    const ran = await world.run('--tickers', 'AAPL', '--mode', 'parallel', '--record', 'day.har', '--verbose');
    expect(ran.exitCode).toBe(0);
    expect(ran.report.items).toMatchObject({ new: 7, rejected: 1 });
    expect(await lookEverywhere()).toContain('***');
  });
});

describe('an output', () => {
  it.each(['items --store news.db', 'items --store news.db --format ndjson', 'items --store news.db --json'])(
    'row 93: whose reader closes it early ends quietly: %s',
    async (command) => {
      world.tiingo.plays(forever(tiingoList(tiingoItems(1000))));
      await world.run();
      const { stdout, stderr } = await pipe(command, '{ head -1; echo $EPOCHREALTIME >&2; }');
      const [exitCode, endedAt] = stdout.trim().split('\n').at(-1)?.split(' ') ?? [];
      expect(exitCode).toMatch(/^(?:0|141)$/);
      expect(stderr).not.toMatch(/EPIPE|✗|rror/);
      const [closedAt] = /^[\d.]+$/m.exec(stderr) ?? [];
      expect(Number(endedAt) - Number(closedAt)).toBeLessThan(1);
    },
  );

  it('row 93: that is closed from the start keeps no run from its work', async () => {
    world.tiingo.plays(forever(tiingoList(tiingoItems(30))));
    const ended = await world.ingest('run', '--tickers', 'AAPL', '--store', 'news.db', '--json');
    expect(ended.exitCode).toBe(0);
    const { stdout, stderr } = await pipe('run --tickers AAPL --store other.db --json', 'true');
    expect(stdout).toMatch(/^(?:0|141) /);
    expect(stderr).toBe('');
    expect((await world.check('other.db')).stories).toBe(30);
  });

  it.each([
    ['NO_COLOR', { NO_COLOR: '1' }],
    ['TERM=dumb', { TERM: 'dumb' }],
    ['FORCE_COLOR and no terminal', { NO_COLOR: '1', FORCE_COLOR: '1' }],
    ['no HOME', {}],
    ['a HOME that is not there', { HOME: '/nonexistent' }],
  ])('row 94: has no colour and no progress with %s', async (_, env) => {
    world.tiingo.plays(forever(tiingoList(tiingoItems(3))));
    Object.assign(world.env, env);
    const ran = await world.ingest('run', '--tickers', 'AAPL', '--store', 'news.db');
    expect(ran).toMatchObject({ exitCode: 0, stderr: '' });
    expect(ran.stdout).toContain('3 new stories');
    expect((await world.ingest('items', '--store', 'news.db')).stdout).toContain('Calder Motors');
  });

  it('row 94: works with a HOME that may not be written', async () => {
    world.tiingo.plays(forever(tiingoList(tiingoItems(3))));
    chmodSync(world.directory, 0o777);
    Object.assign(world.env, { HOME: '/' });
    world.preload('as-nobody.mjs');
    expect(await world.run()).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await world.items()).toHaveLength(3);
  });
});

/** The command in a pipe of the shell; the last line of stdout is its exit code and the time, in seconds. */
async function pipe(command: string, reader: string) {
  const script = `"${process.execPath}" "${world.bin}" ${command} | ${reader}; echo "\${PIPESTATUS[0]} $EPOCHREALTIME"`;
  const shell = spawn('bash', ['--norc', '-c', script], {
    cwd: world.directory,
    env: { PATH: process.env.PATH, ...world.environment() },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr] = await Promise.all([text(shell.stdout), text(shell.stderr), once(shell, 'close')]);
  return { stdout, stderr };
}
