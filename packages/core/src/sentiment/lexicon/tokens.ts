import { foldHeadline } from '../../identity/fold-headline.js';
import { type Amount, isCurrency, isPercent, isYear, unitOf } from './amounts.js';

/** A word, a number or a mark of a headline. */
export interface Token {
  /** In the form in which the patterns are written: `#`, `#%`, `+#`, `-#%` for numbers, `$` for a cashtag; a year as it is. */
  readonly text: string;
  /** Which part of the headline it stands in: pairs and negations do not reach from one to the next. */
  readonly clause: number;
  readonly amount: Amount | null;
  /** Whether a bracket opens before it. */
  readonly isBracketed: boolean;
}

/** Each alternative begins with characters of its own and gives nothing back, so that a headline is gone through once. */
const piece =
  /(https?:\/\/\S*|www\.\S*)|(\$)[a-z][a-z0-9.]*|((?<![^\s(])[+-](?=[$€£]?\.?\d))?([$€£¥₹]|(?:eur|usd|gbp|sek|inr|rs)\.?(?=\d))?(\d[\d,]*(?:\.\d+)?|\.\d+)(%|[a-z]+)?|([\p{L}\p{M}](?:[\p{L}\p{M}\p{Nd}]|['&.](?=\p{L}))*)|([;?!|]|[:.](?=\s)|(?<=\s)-(?=\s))|([(%])/gu;

/** The words, numbers and marks of a headline, in time that grows with its length. */
export function readTokens(headline: string): Token[] {
  const tokens: Token[] = [{ text: '^', clause: 0, amount: null, isBracketed: false }];
  let clause = 0;
  let isBracketed = false;
  const add = (text: string, amount: Amount | null = null) => {
    tokens.push({ text, clause, amount, isBracketed });
    isBracketed = false;
  };
  for (const match of foldHeadline(headline).matchAll(piece)) {
    const [, url, cashtag, sign = '', money, digits, suffix = '', word, boundary, mark] = match;
    const last = tokens.at(-1);
    if (url !== undefined) continue;
    if (word !== undefined) {
      if (!extendsNumber(tokens, word)) add(plainWord(word));
    } else if (digits !== undefined) {
      const kind = numberKind(suffix, money);
      if (kind === null) add(`${digits}${suffix}`);
      else {
        if (last !== undefined && isCurrency(last.text)) tokens.pop();
        const value = Number(digits.replaceAll(',', '')) * (unitOf(suffix) ?? 1);
        const amount: Amount = { value: sign === '-' ? -value : value, kind };
        add(isWrittenYear(digits, amount) ? digits : `${sign}#${kind === 'percent' ? '%' : ''}`, amount);
      }
    } else if (cashtag !== undefined) {
      add('$');
    } else if (mark === '(') {
      isBracketed = true;
    } else if (mark === '%') {
      extendsNumber(tokens, 'percent');
    } else if (boundary !== undefined && !(boundary === '.' && isAbbreviation(last))) {
      clause += 1;
    }
  }
  return tokens;
}

/** Takes the possessive, apostrophes and full stops out of a word: `nokia's`, `don't`, `u.s`. */
function plainWord(word: string): string {
  if (!/['.]/.test(word)) return word;
  return word.replace(/'s$/, '').replace(/['.]/g, '');
}

/** A year is a word like another: `raises 2025 outlook` raises an outlook, and not 2025 of something. */
function isWrittenYear(digits: string, amount: Amount): boolean {
  return digits.length === 4 && isYear(amount);
}

const penceAndTimes = new Set(['p', 'c', 'x']);

/** What a number is by what stands at it; null when the two are one word, such as `5g`. */
function numberKind(suffix: string, money: string | undefined): Amount['kind'] | null {
  if (suffix === '%' || isPercent(suffix)) return 'percent';
  if (money !== undefined || unitOf(suffix) !== undefined || isCurrency(suffix)) return 'money';
  return suffix === '' || penceAndTimes.has(suffix) ? 'plain' : null;
}

/** Reads a word behind a number as its unit, where it is one. */
function extendsNumber(tokens: Token[], word: string): boolean {
  const last = tokens.at(-1);
  if (word === 'cent' && last?.text === 'per' && tokens.at(-2)?.amount != null) {
    tokens.pop();
    return extendsNumber(tokens, 'percent');
  }
  if (last == null || last.amount === null) return false;
  const { amount } = last;
  const factor = unitOf(word);
  let extended: Amount;
  if (isPercent(word)) extended = { ...amount, kind: 'percent' };
  else if (factor !== undefined) extended = { value: amount.value * factor, kind: 'money' };
  else if (isCurrency(word)) extended = { ...amount, kind: 'money' };
  else return false;
  const number = last.text.includes('#') ? last.text : '#';
  const text = isPercent(word) && !number.endsWith('%') ? `${number}%` : number;
  tokens[tokens.length - 1] = { ...last, text, amount: extended };
  return true;
}

const abbreviations = new Set('co inc corp ltd vs no mr mrs dr st jr sr plc us sa est approx rs'.split(' '));

/** Whether a full stop behind a word ends no sentence. */
function isAbbreviation(token: Token | undefined): boolean {
  return token !== undefined && (token.text.length === 1 || abbreviations.has(token.text));
}
