import { assertRunnable } from '@ingest/cli/composition';
import { IngestError, redactor, type Settings, type Source } from '@ingest/core';
import { describe, expect, it } from 'vitest';
import { FunctionError, toFunctionError } from '../src/failure.js';

const redact = redactor(['hunter22']);
const keyless = { name: 'tiingo', credential: { variable: 'TIINGO_API_KEY', keyId: null } } as unknown as Source;

function thrownBy(work: () => void): unknown {
  try {
    work();
  } catch (thrown) {
    return thrown;
  }
  return null;
}

describe('what an invocation fails with', () => {
  it('has the code for its type, says what to do, and shows neither a secret nor our functions', () => {
    const error = toFunctionError(
      new IngestError('STORE_FULL', 'no room for hunter22', { hint: 'make room, hunter22' }),
      redact,
    );
    expect([error.name, error.message, error.stack]).toEqual([
      'STORE_FULL',
      'no room for ***; make room, ***',
      'STORE_FULL: no room for ***; make room, ***',
    ]);
    expect(error).toBeInstanceOf(FunctionError);
    expect(toFunctionError(new IngestError('STORE_BUSY', 'locked'), redact).message).toBe('locked');
    expect(toFunctionError(error, redact)).toBe(error);
  });

  it('keeps the stack of a bug, and no secret in it', () => {
    const error = toFunctionError(new TypeError('hunter22 is undefined'), redact);
    expect([error.name, error.message]).toEqual(['TypeError', '*** is undefined']);
    expect(error.stack).toMatch(/^TypeError: \*\*\* is undefined\n {4}at .*failure\.test\.ts/);
    expect(toFunctionError('hunter22', redact).message).toBe('***');
  });

  it.each([
    [
      { tickers: [] },
      [],
      /^no tickers: neither INGEST_TICKERS nor INGEST_CONFIG names any; name them in INGEST_TICKERS of/,
    ],
    [
      { tickers: ['AAPL'] },
      [keyless],
      /^TIINGO_API_KEY is not set: tiingo cannot be asked; put it into a parameter, and name/,
    ],
    [{ tickers: [] }, [keyless], /INGEST_TICKERS of .*\n.*INGEST_PARAMETERS/],
  ])('has the hints of a function, and not those of a command: %j', (settings, sources, expected) => {
    const thrown = thrownBy(() => assertRunnable(settings as unknown as Settings, sources));
    const { message } = toFunctionError(thrown, redact);
    expect(message).not.toMatch(/--tickers|\.env|npm run|ingest init/);
    expect(message).toMatch(expected);
  });
});
