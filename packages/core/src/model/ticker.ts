import * as z from 'zod';

/** A ticker in its canonical form: upper case, a class share written with a dot (`BRK.B`). */
export type Ticker = string & { readonly __brand: 'Ticker' };

const form = /^[A-Z0-9]{1,10}(?:[.:-][A-Z0-9]{1,10})?$/;
const classSeparator = /[-/](?=[A-Z]$)/;

/** Reads a ticker as people and providers write it (`brk-b`, `BRK/B`); null when it cannot be one. */
export function toTicker(text: string): Ticker | null {
  const upper = text.trim().toUpperCase().replace(classSeparator, '.');
  return form.test(upper) ? (upper as Ticker) : null;
}

// A pattern, not a check of our own, so that the schema has a form in JSON Schema; only its type says more than Zod can.
export const ticker = z
  .string()
  .regex(form)
  .describe('A ticker in canonical form, such as `AAPL` or `BRK.B`.') as unknown as z.ZodType<Ticker, Ticker>;
