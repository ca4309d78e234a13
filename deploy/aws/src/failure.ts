import { type ErrorCode, type ErrorReport, IngestError, type Redact, toError } from '@ingest/core';

/**
 * What an invocation ends with when it failed. Lambda shows the name of an error as its type: here it is the code, so that a log
 * can be searched for it. It says what to do, and has no stack, which would show nothing but our own functions.
 */
export class FunctionError extends Error {
  readonly code: ErrorCode;

  constructor({ code, message, hint }: ErrorReport) {
    const words = hint === undefined ? message : `${message}; ${hint}`;
    super(words);
    this.code = code;
    this.name = code;
    this.stack = `${code}: ${words}`;
  }
}

/** What is said to whoever types a command, and what to whoever deploys a function. */
const words: readonly (readonly [ofCommand: RegExp, ofFunction: string])[] = [
  [
    /neither --tickers, INGEST_TICKERS nor a configuration names any/g,
    'neither INGEST_TICKERS nor INGEST_CONFIG names any',
  ],
  [
    /try --tickers AAPL,MSFT, or write a configuration with ingest init/g,
    'name them in INGEST_TICKERS of the function: AAPL,MSFT (docs/aws.md)',
  ],
  [
    /set (\w+) in the environment or in \.env beside [^;\n]*(?:; try it without a key: npm run demo \(in a clone\))?/g,
    'put it into a parameter, and name that in INGEST_PARAMETERS of the function: VARIABLE=/name (docs/aws.md)',
  ],
];

/** An error of ours as a report whose words fit a function. */
export function reportOf({ code, message, hint }: IngestError): ErrorReport {
  const fitting = (text: string) => words.reduce((left, [from, to]) => left.replaceAll(from, to), text);
  return { code, message: fitting(message), ...(hint !== undefined && { hint: fitting(hint) }) };
}

/** Whatever was thrown, as Lambda is told of it: without secrets, and of what is no error of ours all that helps to find the bug. */
export function toFunctionError(thrown: unknown, redact: Redact): Error {
  if (thrown instanceof FunctionError) return thrown;
  if (IngestError.is(thrown)) {
    const { code, message, hint } = reportOf(thrown);
    return new FunctionError({ code, message: redact(message), ...(hint !== undefined && { hint: redact(hint) }) });
  }
  const { name, message, stack = '' } = toError(thrown);
  const bug = new Error(redact(message));
  bug.name = name;
  bug.stack = redact(stack);
  return bug;
}
