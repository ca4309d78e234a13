/** What a headline says beside its words, and its words alone would lose. All sorted. */
export interface HeadlineFacts {
  /** Currencies named, as ISO codes in lower case, each once. */
  readonly currencies: readonly string[];
  /** Numbers in brackets, which are losses; as often as they stand there. */
  readonly bracketedNumbers: readonly string[];
  /** Ratings with their sign, such as `A+` and `BB-`; as often as they stand there. */
  readonly ratings: readonly string[];
  /** Tickers named as labels, in canonical form, each once. */
  readonly tags: readonly string[];
}

/** A headline whose amounts are in one form, and what was learnt of them. */
export interface ReadAmounts {
  readonly text: string;
  readonly currencies: readonly string[];
}

const dollarPrefixes = 'us|ca?|cdn|au?|nz|hk|sg?|nt|r|mx';
const codes = 'usd|eur|gbp|jpy|cny|rmb|cad|aud|nzd|chf|hkd|sgd|inr|krw|brl|mxn|sek|nok|dkk|zar';
const symbols = '€£¥₹₩₽₺₪';
const names = 'dollar|euro|pound|rupee|franc|yen|yuan';
/** ISO codes of all spellings that are none themselves. */
const isoCodes = new Map(
  Object.entries({
    $: 'usd',
    us$: 'usd',
    c$: 'cad',
    ca$: 'cad',
    cdn$: 'cad',
    a$: 'aud',
    au$: 'aud',
    nz$: 'nzd',
    hk$: 'hkd',
    s$: 'sgd',
    sg$: 'sgd',
    nt$: 'twd',
    r$: 'brl',
    mx$: 'mxn',
    '€': 'eur',
    '£': 'gbp',
    '¥': 'jpy',
    '₹': 'inr',
    '₩': 'krw',
    '₽': 'rub',
    '₺': 'try',
    '₪': 'ils',
    rmb: 'cny',
    rs: 'inr',
    'rs.': 'inr',
    dollar: 'usd',
    euro: 'eur',
    pound: 'gbp',
    rupee: 'inr',
    franc: 'chf',
    yen: 'jpy',
    yuan: 'cny',
  }),
);

const thousandsComma = /(?<=\d),(?=\d{3}(?!\d))/g;
const unit = /(?<=\d)[ -]?(thousand|millions?|mln|mn|billions?|bln|bn|trillions?|trln|trn|tn)(?![a-z0-9])/g;
/** A dollar sign before a number, a symbol anywhere, or a code beside a number. */
const currency = new RegExp(
  `(?:(?<![a-z0-9])(?:${dollarPrefixes}))?\\$(?= ?[-(]{0,2}\\.?\\d)|[${symbols}]|` +
    `(?<![a-z0-9])(?:${codes}|rs\\.?) ?(?=\\d)|(?<=\\d[kmbt]?) ?(?:${codes})(?![a-z0-9])`,
  'g',
);
const currencyName = new RegExp(`(?<=\\d[kmbt]? )(?:${names})(?=s?(?![a-z]))`, 'g');
const bareFraction = /(?<![\d.])\.(?=\d)/g;
const digit = /\d/;

/** `1,234` → `1234`, `$5 million` and `5mn` → `5m`, `.5` → `0.5`; signs and codes of currencies go, but are remembered. */
export function readAmounts(folded: string): ReadAmounts {
  if (!digit.test(folded)) return { text: folded, currencies: [] };
  const currencies = new Set<string>();
  const text = folded
    .replace(thousandsComma, '')
    .replace(unit, (_, name: string) => (name === 'thousand' ? 'k' : name.charAt(0)))
    .replace(currency, (found: string, at: number, whole: string) => {
      currencies.add(isoCode(found.trim()));
      // The sign of `-$5` has to stay at its number.
      return whole.charAt(at - 1) === '-' ? '' : ' ';
    })
    .replace(bareFraction, '0.');
  for (const [name] of text.matchAll(currencyName)) currencies.add(isoCode(name));
  return { text, currencies: [...currencies].sort() };
}

function isoCode(spelling: string): string {
  return isoCodes.get(spelling) ?? spelling;
}

const bracketed = /\( ?(-?\d[\d.]*[kmbt]?(?: ?(?:%|percent|pct))?) ?\)/g;
const rating = /(?<![a-z0-9.&])(a{1,3}|b{1,3}|c{1,3}|d)([+-])(?![a-z0-9+-])/g;

export function readBracketedNumbers(text: string): readonly string[] {
  if (!text.includes('(')) return [];
  return Array.from(text.matchAll(bracketed), ([, number = '']) => number.replace(/ ?(?:%|percent|pct)/, '%')).sort();
}

export function readRatings(text: string): readonly string[] {
  if (!/[+-]/.test(text)) return [];
  return Array.from(text.matchAll(rating), ([found]) => found.toUpperCase()).sort();
}
