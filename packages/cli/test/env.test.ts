import { writeFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { environmentOf, readEnvironment, readPreferences } from '../src/env.js';
import { inEmptyDirectory } from './support/ingest.js';

const directory = inEmptyDirectory();

describe('environmentOf', () => {
  it('takes a variable from the first origin that has it, and says which', () => {
    const values: Record<string, string>[] = [
      { A: 'first', B: ' ' },
      { A: 'second', B: 'b\n' },
    ];
    const { get, skipped } = environmentOf([
      { origin: 'here', read: (name) => values[0]?.[name] },
      { origin: 'there', read: (name) => values[1]?.[name] },
    ]);
    expect(get('A')).toEqual({ value: 'first', origin: 'here' });
    expect(get('B')).toEqual({ value: 'b', origin: 'there' });
    expect([get('C'), skipped]).toEqual([undefined, []]);
  });
});

describe('readEnvironment', () => {
  it('reads .env, and the environment beats it', () => {
    writeFileSync('.env', 'TIINGO_API_KEY=from-file\nFINNHUB_API_KEY="other"\n');
    vi.stubEnv('TIINGO_API_KEY', 'from-environment');
    const environment = readEnvironment(directory.path);
    expect(environment.get('TIINGO_API_KEY')).toEqual({ value: 'from-environment', origin: 'environment' });
    expect(environment.get('FINNHUB_API_KEY')).toEqual({ value: 'other', origin: `${directory.path}/.env` });
  });

  it('names the lines of .env that are no assignments, and reads the others', () => {
    writeFileSync('.env', '\ufeffhunter22hunter22\nTIINGO_API_KEY=from-file\n');
    const environment = readEnvironment(directory.path);
    expect(environment.get('TIINGO_API_KEY')?.value).toBe('from-file');
    expect(environment.skipped).toEqual([`${directory.path}/.env:1`]);
    writeFileSync('.env', '\ufeffTIINGO_API_KEY=from-file\n');
    expect(readEnvironment(directory.path)).toMatchObject({ skipped: [] });
    expect(readEnvironment(directory.path).get('TIINGO_API_KEY')?.value).toBe('from-file');
  });

  it('trims a value, and takes an empty one for unset', () => {
    vi.stubEnv('TIINGO_API_KEY', ' key\n');
    vi.stubEnv('FINNHUB_API_KEY', '  ');
    expect(readEnvironment(directory.path).get('TIINGO_API_KEY')?.value).toBe('key');
    expect(readEnvironment(directory.path).get('FINNHUB_API_KEY')).toBeUndefined();
  });

  it('refuses a line break inside a value without showing it', () => {
    vi.stubEnv('TIINGO_API_KEY', 'hunter22\r\nX-Evil: 1');
    const read = () => readEnvironment(directory.path).get('TIINGO_API_KEY');
    expect(read).toThrow('TIINGO_API_KEY (environment) has a line break inside');
    expect(read).not.toThrow('hunter22');
  });
});

describe('a value that is no value', () => {
  it('is refused for its length without being shown', () => {
    vi.stubEnv('TIINGO_API_KEY', 'x'.repeat(9000));
    expect(() => readEnvironment(directory.path).get('TIINGO_API_KEY')).toThrow(
      'TIINGO_API_KEY (environment) is longer than 8000 characters',
    );
  });
});

describe('readPreferences', () => {
  it('follows NO_COLOR, TERM and the locale', () => {
    vi.stubEnv('NO_COLOR', '1');
    vi.stubEnv('TERM', 'dumb');
    vi.stubEnv('LC_ALL', 'C.UTF-8');
    expect(readPreferences()).toEqual({ noColor: true, dumb: true, utf8: true });
    vi.stubEnv('NO_COLOR', '');
    vi.stubEnv('LC_ALL', 'C');
    expect(readPreferences()).toMatchObject({ noColor: false, utf8: false });
  });
});
