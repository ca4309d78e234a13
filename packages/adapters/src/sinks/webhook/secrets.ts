import { decoded } from '../../http/decoded.js';
import type { WebhookSinkOptions } from './options.js';

/**
 * What must not be seen of a webhook: its secret, the whole url, user, password and query in it, the parts of its path that
 * look like a token (Slack's is nothing else), and the values of headers.
 */
export function webhookSecrets({ url: text, secret, headers = {} }: WebhookSinkOptions): readonly string[] {
  const url = new URL(text);
  return [
    text,
    url.href,
    ...(secret === undefined ? [] : [secret.trim(), secret.trim().replace(/^whsec_/, '')]),
    decoded(url.username) ?? '',
    decoded(url.password) ?? '',
    ...url.searchParams.values(),
    ...url.pathname
      .split('/')
      .map((part) => decoded(part) ?? '')
      .filter(isTokenLike),
    ...Object.values(headers).flatMap((value) => [value, value.replace(/^\w+\s+/, '')]),
  ];
}

/** No word of a language: letters mixed with digits, or very long. */
function isTokenLike(text: string): boolean {
  return (text.length >= 8 && /[a-z]/i.test(text) && /\d/.test(text)) || text.length >= 20;
}
