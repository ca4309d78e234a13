import { describe, expect, it } from 'vitest';
import { toError } from '../../src/errors/coerce.js';

describe('toError', () => {
  it('gives an error back as it is', () => {
    const error = new RangeError('out of range');
    expect(toError(error)).toBe(error);
  });

  it('makes a text the message', () => {
    expect(toError('no luck')).toMatchObject({ message: 'no luck', cause: 'no luck' });
  });

  it.each([undefined, null, 42, { code: 'E1' }])('keeps %j as the cause of an error', (thrown) => {
    const error = toError(thrown);
    expect(error).toBeInstanceOf(Error);
    expect(error.message).toBe('a value that is no error was thrown');
    expect(error.cause).toBe(thrown);
  });
});
