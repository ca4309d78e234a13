import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readConfigFile } from '../../src/config/read-file.js';
import { inEmptyDirectory } from '../support/ingest.js';

inEmptyDirectory();

describe('readConfigFile', () => {
  it('gives the data and the place of each setting', async () => {
    writeFileSync('c.yaml', 'tickers:\n  - AAPL\n  - MSFT\nsources:\n  - use: tiingo\n');
    const { data, placeOf } = await readConfigFile('c.yaml');
    expect(data).toEqual({ tickers: ['AAPL', 'MSFT'], sources: [{ use: 'tiingo' }] });
    expect([
      placeOf(['tickers', 1]),
      placeOf(['sources', 0, 'use']),
      placeOf(['sources', 0, 'missing']),
      placeOf([]),
    ]).toEqual(['c.yaml:3:5', 'c.yaml:5:10', 'c.yaml:5:5', 'c.yaml']);
  });

  it.each([
    [
      'aliases that grow without bound',
      `a: &a [${Array(9).fill('x')}]\n${'abcdefgh'
        .split('')
        .slice(1)
        .map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[index]}`)}]\n`)
        .join('')}`,
      'c.yaml  not readable: its aliases (*name) come to too much',
    ],
    ['an alias of nothing', 'tickers: *none\n', 'c.yaml  not readable: '],
    [
      'two documents',
      'tickers: [AAPL]\n---\nmode: parallel\n',
      'c.yaml:2:1  not readable: a second document begins here',
    ],
  ])('refuses %s', async (_, text, words) => {
    writeFileSync('c.yaml', text);
    const error = await readConfigFile('c.yaml').then(String, (thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining(words),
      hint: expect.any(String),
    });
  });

  it('takes an empty file for no settings', async () => {
    writeFileSync('c.yaml', '# nothing yet\n');
    expect((await readConfigFile('c.yaml')).data).toEqual({});
  });
});
