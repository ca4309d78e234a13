import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limits } from '../../src/model/primitives.js';
import {
  cleanText,
  escapeForTerminal,
  escapeJsonForTerminal,
  plainText,
  redactHidden,
  safeUrl,
} from '../../src/security/clean-text.js';
import { redactor } from '../../src/security/redact.js';

/** Texts that look like HTML more often than chance would have it, with everything else that can be in a string. */
const htmlLike = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...[
          '<',
          '>',
          '</',
          '<b',
          '<b>',
          '</b>',
          '<script>',
          '</script>',
          '<!--',
          '-->',
          '<![CDATA[',
          ']]>',
          '<br/>',
          '=',
          '"',
          "'",
        ],
        ...[
          '&',
          ';',
          '&amp;',
          '&lt;',
          '&gt;',
          '&#60;',
          '&#x26;',
          '&nbsp;',
          '&#0;',
          '&#xd800;',
          'amp;',
          'lt;',
          'a',
          ' ',
          '\n',
          '\u0000',
        ],
      ),
      fc.string({ unit: 'binary', maxLength: 3 }),
      fc.integer({ min: 0xd800, max: 0xdfff }).map((code) => String.fromCharCode(code)),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''));

const isWellFormed = (text: string) => !/[\ud800-\udfff]/u.test(text);

describe('plainText', () => {
  it.each([
    ['<p>Arven &amp; Maven</p>', ' Arven & Maven '],
    ['Arven&#39;s &#8220;plan&#8221;', "Arven's “plan”"],
    ['&lt;p&gt;encoded twice &amp;amp; once&lt;/p&gt;', ' encoded twice & once '],
    ['a<script>steal()</script>b', 'a b'],
    ['&lt;script&gt;steal()&lt;/script&gt;', ' '],
  ])('reduces %j', (html, text) => {
    expect(plainText(html)).toBe(text);
  });

  it.each(['a < b', 'AT&T', 'R&D; S&P', '5 &notathing; 6', 'x <y', "{{x}} '; DROP TABLE", '=HYPERLINK("x")'])(
    'leaves %j as it is',
    (text) => {
      expect(plainText(text)).toBe(text);
    },
  );

  it('makes harmless what is nested deeper than it peels', () => {
    expect(plainText(`&${'amp;'.repeat(50)}lt;b>`)).not.toMatch(/[&<]/);
    expect(plainText(`${'<'.repeat(50)}b>${'b>'.repeat(50)}`)).not.toMatch(/</);
  });

  it('comes to an end: its own result is plain', () => {
    fc.assert(
      fc.property(htmlLike, (text) => {
        const plain = plainText(text);
        expect(plainText(plain)).toBe(plain);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('cleanText', () => {
  it.each([
    ['  Arven \t Motors\r\nraises ', 'Arven Motors raises'],
    ['Arven\u00a0\u2028Motors', 'Arven Motors'],
    ['A\u0000r\u0000ven', 'Arven'],
    ['<\u0000b>Arven</b>', 'Arven'],
    ['Arven \ud83d Motors', 'Arven \ufffd Motors'],
    ['Arven 😀', 'Arven 😀'],
    ['\u001b[2J\u0007\u009b\u202eArven', '\u001b[2J\u0007\u009b\u202eArven'],
    ['=HYPERLINK("x")', '=HYPERLINK("x")'],
    ["Robert'; DROP TABLE {{x}}", "Robert'; DROP TABLE {{x}}"],
    ['???', '???'],
  ])('cleans %j', (text, clean) => {
    expect(cleanText(text, 100)).toBe(clean);
  });

  it.each(['', ' ', '\t\r\n', '\u00a0', '\u0000', '<b></b>', '&nbsp;', '<script>x</script>'])(
    'has nothing left of %j',
    (text) => {
      expect(cleanText(text, 100)).toBeNull();
    },
  );

  it.each(['\u200b', '\u200b \ufeff\u2060', '\u00ad', '\u202e\u001b', '\u3164', '\u2800', '&#8203;'])(
    'has nothing left of %j, which nobody can see',
    (text) => {
      expect(cleanText(text, 100)).toBeNull();
    },
  );

  it('takes secrets out of what is left, before it is cut', () => {
    const redact = redactor(['tiingokey-123456']);
    expect(cleanText('a <i>tiingo</i>key&#45;123456 b', 100, redact)).toBe('a *** b');
    expect(cleanText('a tiingo\u200bkey-123456', 100, redact)).toBe('a ***');
    expect(cleanText('a tiingokey-123456', 10, redact)).toBe('a ***');
    expect(cleanText('👩\u200d🚀 tiingokey-123456', 100, redact)).toBe('👩\u200d🚀 ***');
  });

  it('cuts longer text at a code point and marks it', () => {
    expect(cleanText('abcdef', 6)).toBe('abcdef');
    expect(cleanText('abcdefg', 6)).toBe('abcde…');
    expect(cleanText('abcd efg', 6)).toBe('abcd…');
    expect(cleanText('abcd😀efg', 6)).toBe('abcd…');
    expect(cleanText('abc😀defg', 6)).toBe('abc😀…');
    expect(cleanText('😀😀', 1)).toBe('…');
    expect(cleanText(`<p>${'a'.repeat(6)}</p>`, 6)).toBe('aaaaaa');
  });

  it('reads a headline of 100 kB and a description of 1 MB without delay', () => {
    expect(cleanText('Arven '.repeat(20_000), limits.headline)).toHaveLength(limits.headline);
    for (const piece of ['<', '&amp;', '<b>', '<!--', '& ', 'a\u0000', '\ud800', '&lt;', '<p>x</p> ']) {
      const text = cleanText(piece.repeat(1_000_000 / piece.length), limits.description);
      expect((text ?? '').length).toBeLessThanOrEqual(limits.description);
    }
  });

  it('gives for any string a bounded, well-formed line, and that line for itself', () => {
    fc.assert(
      fc.property(
        fc.oneof(htmlLike, fc.string({ unit: 'binary' })),
        fc.integer({ min: 1, max: 40 }),
        (text, maxLength) => {
          const clean = cleanText(text, maxLength);
          if (clean === null) return;
          expect(clean.length).toBeGreaterThan(0);
          expect(clean.length).toBeLessThanOrEqual(maxLength);
          expect(isWellFormed(clean)).toBe(true);
          expect(clean).not.toMatch(/\0|[^\S ]| {2}|^ | $/);
          expect(cleanText(clean, maxLength)).toBe(clean);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it.each([0, -1, Number.NaN])('throws a RangeError for the length %j', (maxLength) => {
    expect(() => cleanText('Arven', maxLength)).toThrow(RangeError);
  });
});

describe('redactHidden', () => {
  const redact = redactor(['tiingokey-123456']);

  it.each(['https://example.com/?a=1&amp;b=2', ' two  blanks ', 'a\u200bb'])('leaves %j letter by letter', (text) => {
    expect(redactHidden(text, redact)).toBe(text);
  });

  it('gives what is seen of a text that hides a secret, without it', () => {
    expect(redactHidden('https://example.com/?b=2&key=tiingokey&#45;123456', redact)).toBe(
      'https://example.com/?b=2&key=***',
    );
  });
});

describe('safeUrl', () => {
  it.each([
    'https://news.example/a?b=c&d=%20e#f',
    'HTTP://NEWS.EXAMPLE:8080/Ä/ö?utm_source=x',
    'https://news.example',
    'https://[::1]/x',
    "https://news.example/it's/@user/(a)",
    `https://news.example/${'a'.repeat(limits.url - 21)}`,
  ])('keeps %j letter by letter', (url) => {
    expect(safeUrl(url)).toBe(url);
  });

  it.each([
    '',
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'ftp://news.example/a',
    '//news.example/a',
    '/a',
    'news.example/a',
    'https:news.example',
    'https://',
    'https:///a',
    'https://?a',
    'https://news.example/a b',
    ' https://news.example',
    'https://news.example\n',
    'https://news.example/\u0000',
    'https://news.example/\u001b[2J',
    'https://news.example/\u202egpj',
    'https://news.example/\u200b',
    'https:\\\\news.example',
    'https://news.example\\@other.example',
    'https://user:pass@news.example/a',
    'https://user@news.example/a',
    'https://@news.example/a',
    'https://news.example:99999/',
    'https://[::1/',
    `https://news.example/${'a'.repeat(limits.url)}`,
  ])('drops %j', (url) => {
    expect(safeUrl(url)).toBeNull();
  });

  it('gives for any string nothing or that very string, as an http url without a user', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.webUrl({ withQueryParameters: true, withFragments: true }),
          fc.string({ unit: 'binary' }).map((text) => `https://a${text}`),
        ),
        (text) => {
          const url = safeUrl(text);
          if (url === null) return;
          expect(url).toBe(text);
          const { protocol, username, password } = new URL(url);
          expect(['http:', 'https:']).toContain(protocol);
          expect(username + password).toBe('');
        },
      ),
    );
  });
});

describe('escapeForTerminal', () => {
  it.each([
    ['\u001b[2J', '\\x1b[2J'],
    ['a\u0000b\u0007c\u007fd\u009be', 'a\\x00b\\x07c\\x7fd\\x9be'],
    ['a\nb\rc\td', 'a\\nb\\rc\\td'],
    ['\u202egpj\u2066\u061c', '\\u202egpj\\u2066\\u061c'],
    ['Élandre “plan” 😀', 'Élandre “plan” 😀'],
  ])('shows %j', (text, shown) => {
    expect(escapeForTerminal(text)).toBe(shown);
  });

  it('leaves nothing that a terminal would obey', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(escapeForTerminal(text)).not.toMatch(/[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/u);
      }),
    );
  });
});

it('JSON for terminals means the same, with nothing raw that a terminal obeys', () => {
  const json = JSON.stringify({ headline: 'a\u009b2J\u202eb\u001b\u2028' });
  const escaped = escapeJsonForTerminal(json);
  expect(escaped).toBe('{"headline":"a\\u009b2J\\u202eb\\u001b\\u2028"}');
  expect(JSON.parse(escaped)).toEqual(JSON.parse(json));
});
