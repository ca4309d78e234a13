import { writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readTickers } from '../../src/plan/read-tickers.js';
import { inEmptyDirectory } from '../support/ingest.js';

inEmptyDirectory();

const read = (text: string) => {
  writeFileSync('tickers.txt', text);
  return readTickers('tickers.txt');
};

it('reads one a line or a list, each ticker once and in canonical form', () => {
  expect(read('\uFEFFaapl\r\n\nMSFT, brk-b;  NVDA\n# a remark, with a comma\nAAPL # twice\n')).toEqual([
    'AAPL',
    'MSFT',
    'BRK.B',
    'NVDA',
  ]);
});

it('names the line of what is no ticker', () => {
  expect(() => read('AAPL\nMSFT, §§\n')).toThrow('tickers.txt:2  "§§" is not a ticker');
});

it('says that a file names no ticker', () => {
  expect(() => read('# nothing yet\n')).toThrow('--tickers-from: tickers.txt names no ticker');
});

it('says that a file cannot be read', () => {
  expect(() => readTickers('nowhere.txt')).toThrow('--tickers-from: nowhere.txt cannot be read');
});
