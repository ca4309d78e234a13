import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { builtCommand, jsonOf } from '../support/built.js';

const command = builtCommand();
const keys = { TIINGO_API_KEY: 'key-of-tiingo' };

describe('bad input gets one line that says what, where and what to do', () => {
  it.each([
    ['no tickers', ['run'], keys, 2, 'no tickers'],
    ['no key', ['run', '--tickers', 'AAPL'], {}, 2, 'TIINGO_API_KEY is not set, and neither is FINNHUB_API_KEY'],
    [
      'no key for the named source',
      ['run', '--tickers', 'AAPL', '--source', 'finnhub'],
      keys,
      2,
      'FINNHUB_API_KEY is not set',
    ],
    ['an unknown source', ['run', '--tickers', 'AAPL', '--source', 'finhub'], keys, 2, 'did you mean "finnhub"?'],
    ['a ticker that cannot be one', ['run', '--tickers', 'AAPL;DROP'], keys, 2, '"AAPL;DROP" is not a ticker'],
    ['an unknown mode', ['run', '--tickers', 'AAPL', '--mode', 'hedged'], keys, 2, '--mode'],
    ['a bad time', ['run', '--tickers', 'AAPL', '--since', 'soon'], keys, 2, '--since: "soon" is not a time'],
    ['--to without --from', ['run', '--tickers', 'AAPL', '--to', '2026-06-01'], keys, 2, '--to needs a --from'],
    ['a configuration that is not there', ['run', '--config', 'x.yaml'], keys, 2, 'x.yaml cannot be read'],
    ['an unknown store', ['run', '--tickers', 'AAPL', '--store', 'mongodb://x'], keys, 2, 'mongodb'],
    ['an unknown command', ['fetch'], {}, 2, 'unknown command'],
    ['an unknown option', ['run', '--ticker', 'AAPL'], {}, 2, 'unknown option'],
    ['a bad base url', ['run', '--tickers', 'AAPL'], { ...keys, TIINGO_BASE_URL: 'nonsense' }, 2, 'TIINGO_BASE_URL'],
    ['a store that is not there', ['items', '--store', 'none.db'], {}, 5, 'none.db'],
  ])('%s', async (_, args, env, exitCode, words) => {
    const ended = await command.run(args, env);
    expect(ended.stderr).toContain(words);
    expect(ended.exitCode).toBe(exitCode);
    expect(ended.stdout).toBe('');
    expect(ended.stderr).toMatch(/^✗ /);
    expect(ended.stderr.trimEnd().split('\n').length).toBeLessThanOrEqual(4);
    expect(ended.durationMs).toBeLessThan(4000);
    expect(existsSync(command.path('ingest.db'))).toBe(false);
  });

  it('is one JSON value with --json', async () => {
    const ended = await command.run(['run', '--json', '--tickers', 'AAPL']);
    expect(jsonOf(ended)).toEqual({
      error: { code: 'CONFIG_INVALID', message: expect.stringContaining('TIINGO_API_KEY'), hint: expect.any(String) },
    });
  });

  it('leaves a file that is no store byte for byte as it was', async () => {
    const text = 'this is not a database, '.repeat(100);
    writeFileSync(command.path('news.db'), text);
    const ended = await command.run(['run', '--tickers', 'AAPL', '--store', 'news.db', '--json'], keys);
    expect(ended.exitCode).toBe(5);
    expect(jsonOf<{ error: { code: string } }>(ended).error.code).toBe('STORE_CORRUPT');
    expect(ended.stderr).toContain('news.db');
    expect(readFileSync(command.path('news.db'), 'utf8')).toBe(text);
  });

  it('leaves a store of a newer version untouched and names both versions', async () => {
    await command.run(['db', 'migrate', '--store', 'news.db']);
    const { default: Database } = await import('better-sqlite3');
    const database = new Database(command.path('news.db'));
    database.pragma('user_version = 999');
    database.close();
    const before = readFileSync(command.path('news.db'));
    const ended = await command.run(['run', '--tickers', 'AAPL', '--store', 'news.db', '--json'], keys);
    expect(ended.exitCode).toBe(5);
    const { error } = jsonOf<{ error: { code: string; message: string } }>(ended);
    expect(error.code).toBe('STORE_SCHEMA');
    expect(error.message).toMatch(/999/);
    expect(readFileSync(command.path('news.db')).equals(before)).toBe(true);
  });

  it('says of a directory that is not there that it is not', async () => {
    const ended = await command.run(['run', '--tickers', 'AAPL', '--store', 'none/news.db', '--json'], keys);
    expect(ended.exitCode).toBe(5);
    expect(ended.stderr).toContain('none/news.db');
  });
});
