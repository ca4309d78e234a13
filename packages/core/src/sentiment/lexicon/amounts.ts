/** A number of a headline. */
export interface Amount {
  readonly value: number;
  readonly kind: 'plain' | 'percent' | 'money';
}

/** What is written behind a number and multiplies it. */
const units = new Map([
  ['k', 1e3],
  ['thousand', 1e3],
  ['lakh', 1e5],
  ['lakhs', 1e5],
  ['m', 1e6],
  ['mn', 1e6],
  ['mln', 1e6],
  ['mio', 1e6],
  ['million', 1e6],
  ['millions', 1e6],
  ['cr', 1e7],
  ['crore', 1e7],
  ['crores', 1e7],
  ['b', 1e9],
  ['bn', 1e9],
  ['bln', 1e9],
  ['billion', 1e9],
  ['billions', 1e9],
  ['tn', 1e12],
  ['trillion', 1e12],
]);

const currencies = new Set(
  'eur euro euros usd dollar dollars gbp pound pounds sek dkk nok chf rs inr rupee rupees jpy yen cny yuan rmb cad aud sgd hkd krw'.split(
    ' ',
  ),
);

const percents = new Set(['pct', 'percent', 'pc', 'percentage']);

/** The factor of a unit behind a number; undefined for every other word. */
export function unitOf(word: string): number | undefined {
  return units.get(word);
}

/** Whether a word beside a number says what money it is. */
export function isCurrency(word: string): boolean {
  return currencies.has(word);
}

export function isPercent(word: string): boolean {
  return percents.has(word);
}

/** A year that stands for a time, not for an amount. */
export function isYear({ value, kind }: Amount): boolean {
  return kind === 'plain' && Number.isInteger(value) && value >= 1900 && value < 2100;
}
