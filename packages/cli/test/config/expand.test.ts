import { describe, expect, it } from 'vitest';
import { expandVariables } from '../../src/config/expand.js';

const environment = {
  get: (name: string) => (name === 'A_KEY' ? { value: 'secret', origin: 'environment' } : undefined),
  skipped: [],
};
const placeOf = (path: readonly PropertyKey[]) => path.join('.');

describe('expandVariables', () => {
  it('puts values into every text, however deep, and leaves the rest', () => {
    const given = {
      url: 'https://x/${A_KEY}',
      list: [{ deep: '${A_KEY}${A_KEY}' }],
      number: 1,
      nothing: null,
      dollar: '$A_KEY $ {A_KEY}',
    };
    expect(expandVariables(given, environment, placeOf)).toEqual({
      value: {
        url: 'https://x/secret',
        list: [{ deep: 'secretsecret' }],
        number: 1,
        nothing: null,
        dollar: '$A_KEY $ {A_KEY}',
      },
      secrets: ['secret', 'secret', 'secret'],
    });
  });

  it('refuses settings that hold themselves', () => {
    const loop: unknown[] = [];
    loop.push(loop);
    expect(() => expandVariables({ tickers: loop }, environment, placeOf)).toThrow(
      'tickers  settings stand deeper than 32 levels',
    );
  });

  it('names the place of one that is not set', () => {
    expect(() => expandVariables({ a: ['${MISSING}'] }, environment, placeOf)).toThrow('a.0  MISSING is not set');
  });
});
