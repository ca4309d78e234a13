import { limitWindowOf, type Verdict } from '../../http/classify-text.js';

/**
 * What Alpha Vantage means by the one text with which it refuses, always with status 200. Limits go first: their texts talk of keys and
 * of premium plans too, and one of them repeats the key. Null for words that it is not known to use.
 */
export function verdictOf(words: string): Verdict | null {
  const found = phrases.find(({ phrase }) => phrase.test(words));
  if (found === undefined) return null;
  const { code } = found;
  return { code, limitWindow: code === 'RATE_LIMITED' ? limitWindowOf(words) : null };
}

const phrases: readonly { readonly phrase: RegExp; readonly code: Verdict['code'] }[] = [
  // "… our standard API rate limit is 25 requests per day", "… our standard API call frequency is 5 calls per minute",
  // "Please consider spreading out your free API requests more sparingly (1 request per second)", "… a higher API call volume".
  {
    phrase: /rate limit|call (?:frequency|volume)|spreading out your|requests per minute for your/i,
    code: 'RATE_LIMITED',
  },
  // "The **demo** API key is for demo purposes only", "the parameter apikey is invalid or missing".
  { phrase: /\bdemo\b.{0,10} api key|\bapi ?key is (?:invalid|missing)|\binvalid api ?key/i, code: 'AUTH_FAILED' },
  { phrase: /\bpremium endpoint\b/i, code: 'FORBIDDEN' },
  // "Invalid API call. Please retry or visit the documentation …", "Invalid inputs. Please refer to the API documentation …".
  { phrase: /\binvalid (?:api call|inputs?)\b/i, code: 'BAD_REQUEST' },
];
