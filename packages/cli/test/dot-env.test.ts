import { describe, expect, it } from 'vitest';
import { parseDotEnv } from '../src/dot-env.js';

describe('parseDotEnv', () => {
  it('reads assignments, comments and empty lines', () => {
    expect(parseDotEnv('# keys\r\n\r\nA=1\r\nexport B = "two words" # so it is\r\nC=\r\n')).toEqual({
      values: { A: '1', B: 'two words', C: '' },
      skipped: [],
    });
  });

  it('reads a file that begins with a byte order mark', () => {
    expect(parseDotEnv('\ufeffA=1').values).toEqual({ A: '1' });
  });

  it('skips lines that are no assignments, and says which', () => {
    expect(parseDotEnv('\ufeffstray-key\nA=1\n  tiingo: abc\nB=2\nstray')).toEqual({
      values: { A: '1', B: '2' },
      skipped: [1, 3, 5],
    });
  });

  it('takes the lines of a quoted value for its own', () => {
    expect(parseDotEnv('A="one\ntwo"\nB=2')).toEqual({ values: { A: 'one\ntwo', B: '2' }, skipped: [] });
    expect(parseDotEnv("A='open\nstray\nB=2")).toEqual({ values: { A: "'open", B: '2' }, skipped: [2] });
  });
});
