import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redactUrl } from '../../src/security/redact-url.js';

describe('redactUrl', () => {
  it.each([
    ['https://api.example/news?tickers=A,B&limit=5', 'https://api.example/news?tickers=A,B&limit=5'],
    ['https://api.example/news?token=abc&limit=5', 'https://api.example/news?token=***&limit=5'],
    [
      'https://api.example/?apikey=a&apiKey=b&api_key=c&api-key=d',
      'https://api.example/?apikey=***&apiKey=***&api_key=***&api-key=***',
    ],
    [
      'https://api.example/?X-Amz-Signature=a&X-Amz-Credential=b',
      'https://api.example/?X-Amz-Signature=***&X-Amz-Credential=***',
    ],
    ['https://api.example/?client_secret=a;password=b?c', 'https://api.example/?client_secret=***'],
    ['https://api.example/?a=1;key=b', 'https://api.example/?a=1;key=***'],
    ['https://api.example/#access_token=a&state=b', 'https://api.example/#access_token=***&state=b'],
    ['https://api.example/?token=', 'https://api.example/?token=***'],
    ['https://api.example/?keyword=oil&token_type=x', 'https://api.example/?keyword=oil&token_type=x'],
    ['https://user:pass@api.example/@handle?a=b@c', 'https://***@api.example/@handle?a=b@c'],
    ['https://user@api.example', 'https://***@api.example'],
    ['postgres://u:p@db.example:5432/news?sslmode=require', 'postgres://***@db.example:5432/news?sslmode=require'],
    ['postgres://u:p/s#s?@db.example/news', 'postgres://***@db.example/news'],
    ['postgres://u:12/3@db.example/news', 'postgres://***@db.example/news'],
    ['postgres://u:p@db.example/news?password=x%40y', 'postgres://***@db.example/news?password=***'],
    ['redis://:p@cache.example', 'redis://***@cache.example'],
    ['//u:p@api.example/x', '//***@api.example/x'],
    ['sqlite:news.db', 'sqlite:news.db'],
    ['news@example', 'news@example'],
    ['', ''],
  ])('shows %j as %j', (url, shown) => {
    expect(redactUrl(url)).toBe(shown);
  });

  it('shows neither a password nor the value of a key', () => {
    const raw = fc.string({ unit: fc.constantFrom(...'QJZ7:/?#@;=.'), minLength: 3 }).map((text) => `QZ${text}`);
    fc.assert(
      fc.property(raw, fc.constantFrom('https', 'postgres', 'redis'), (password, scheme) => {
        fc.pre(!(scheme === 'https' && /[/?#]/.test(password)));
        const host = `${scheme}://user:${password}@host.example/x`;
        expect(redactUrl(host)).toBe(`${scheme}://***@host.example/x`);
        expect(redactUrl(`https://host.example/x?token=${encodeURIComponent(password)}&a=b`)).toBe(
          'https://host.example/x?token=***&a=b',
        );
      }),
    );
  });
});
