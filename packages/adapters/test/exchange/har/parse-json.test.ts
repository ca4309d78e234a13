import { describe, expect, it } from 'vitest';
import { parseJson } from '../../../src/exchange/har/parse-json.js';

describe('parseJson', () => {
  it('reads JSON', () => {
    expect(parseJson('{"a":[1,"x"]}')).toEqual({ a: [1, 'x'] });
  });

  it('does not quote what it cannot read: that may be a secret', () => {
    expect(() => parseJson('{"token": hunter22}')).toThrow(/^it is not JSON$/);
  });
});
