import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noSecrets, redactor } from '../../src/security/redact.js';

const secret = fc
  .string({
    unit: fc.oneof(
      fc.constantFrom(...'aZ09+/=-_ .%&"\\äß€'),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
    ),
    minLength: 6,
    maxLength: 40,
  })
  // A secret that is made of the mark itself cannot be told from it.
  .filter((text) => text.length >= 6 && !text.includes('*') && !/[\ud800-\udfff]/u.test(text));
const around = fc.string({ unit: fc.constantFrom(...'xyz 12,.{}[]:') });

const bytesOf = (text: string) => [...new TextEncoder().encode(text)];
const base64 = (text: string) => btoa(String.fromCharCode(...bytesOf(text)));
const hex = (byte: number) => byte.toString(16).padStart(2, '0');
const mixedCase = (text: string) =>
  text.replace(/%../g, (code, at: number) => (at % 2 === 0 ? code.toLowerCase() : code.toUpperCase()));

const spellings: Readonly<Record<string, (text: string) => string>> = {
  plain: (text) => text,
  'percent-encoded': (text) => encodeURIComponent(text),
  'percent-encoded in small letters': (text) => encodeURIComponent(text).replace(/%../g, (code) => code.toLowerCase()),
  'percent-encoded in mixed letters': (text) => mixedCase(encodeURIComponent(text)),
  'percent-encoded twice': (text) => encodeURIComponent(encodeURIComponent(text)),
  'percent-encoded throughout': (text) =>
    bytesOf(text)
      .map((byte) => `%${hex(byte)}`)
      .join(''),
  'form-encoded': (text) => new URLSearchParams({ k: text }).toString().slice(2),
  'in a JSON string': (text) => JSON.stringify(text).slice(1, -1),
  'in JSON that is a string in JSON': (text) => JSON.stringify(JSON.stringify(text)).slice(3, -3),
};
const hasEncoded = (text: string, key: string) =>
  [key, encodeURIComponent(key), encodeURIComponent(encodeURIComponent(key)), base64(key).replace(/=+$/, '')].some(
    (form) => text.includes(form),
  );

describe('redactor', () => {
  it.each(Object.entries(spellings))('takes out a secret that is spelled %s', (_, spell) => {
    fc.assert(
      fc.property(secret, around, around, (key, before, after) => {
        const redacted = redactor([key])(`${before}|${spell(key)}|${after}`);
        expect(redacted).toBe(`${before}|***|${after}`);
      }),
    );
  });

  it('takes out a secret in base64 and base64url, wherever it stands in a longer one', () => {
    fc.assert(
      fc.property(
        secret,
        fc.string({ unit: fc.constantFrom('a', 'é', ':') }),
        fc.string({ unit: 'grapheme', maxLength: 4 }),
        (key, before, after) => {
          fc.pre(!/[\ud800-\udfff]/u.test(before + after));
          const encoded = base64(before + key + after);
          const forms = [encoded, encoded.replaceAll('+', '-').replaceAll('/', '_'), encodeURIComponent(encoded)];
          for (const form of forms) {
            const redacted = redactor([key])(`Basic ${form} `);
            expect(redacted).toContain('***');
            // What is left of the text at most begins or ends with a part of one byte of the secret.
            const kept = decodeURIComponent(redacted).replace('***', '').length;
            const whole = decodeURIComponent(`Basic ${form} `).length;
            expect(whole - kept).toBeGreaterThanOrEqual(Math.floor((bytesOf(key).length * 8 - 5) / 6));
          }
        },
      ),
    );
  });

  it('lets no secret survive, however many there are and wherever they stand', () => {
    fc.assert(
      fc.property(
        fc.array(secret, { minLength: 1, maxLength: 4 }),
        fc.array(fc.nat(20), { maxLength: 6 }),
        fc.array(around, { maxLength: 6 }),
        (keys, picks, fillers) => {
          const parts = picks.map((pick, at) => {
            const spell = Object.values(spellings)[pick % Object.keys(spellings).length] as (text: string) => string;
            return spell(keys[at % keys.length] as string) + (fillers[at] ?? '');
          });
          const redacted = redactor(keys)(parts.join(' '));
          for (const key of keys) expect(hasEncoded(redacted, key)).toBe(false);
        },
      ),
    );
  });

  it('replaces the longer of two secrets that begin alike', () => {
    expect(redactor(['abcdef', 'abcdef-tail'])('abcdef-tail abcdef')).toBe('*** ***');
  });

  it('replaces whole base64 with its padding', () => {
    expect(redactor(['secret-1'])(`key ${base64('secret-1')} end`)).toBe('key *** end');
    expect(redactor(['secret-12'])(`key ${base64('secret-12')} end`)).toBe('key *** end');
    expect(redactor(['secret-123'])(`key ${base64('secret-123')} end`)).toBe('key *** end');
  });

  it('keeps JSON readable', () => {
    const key = 'pa"ss\\wo/rd+1';
    const redacted = redactor([key])(
      JSON.stringify({ a: `x\n${key}\\`, b: [`\t${base64(`u:${key}`)}`], c: encodeURIComponent(key) }),
    );
    expect(JSON.parse(redacted)).toMatchObject({ a: 'x\n***\\', c: '***' });
    expect(redacted).not.toContain('pa');
  });

  it('leaves text without a secret as it is, in every case', () => {
    const redact = redactor(['c8f3a1d9e7b2', 'Another-Key']);
    for (const text of ['', 'nothing here', 'C8F3A1D9E7B2', 'another-key', 'c8f3a1d9e7b', '%', '100%25']) {
      expect(redact(text)).toBe(text);
    }
  });

  it('gives back what needs no secret: none known, or all too short', () => {
    expect(redactor([])).toBe(noSecrets);
    expect(redactor(['', 'short'])).toBe(noSecrets);
    expect(noSecrets('short')).toBe('short');
    expect(redactor(['sixsix'])('sixsix')).toBe('***');
  });

  it.each(['{"title":"Arven raises 5% &amp; more"},', 'a', '%61', 'YWFh', '%25', '%'])(
    'takes linear time for nothing but %j, which is made to slow it down',
    (piece) => {
      const redact = redactor([`${'a'.repeat(40)}b`, 'c8f3a1d9e7b24466']);
      const cost = (length: number) => {
        const text = piece.repeat(length / piece.length);
        const from = performance.now();
        redact(text);
        return performance.now() - from;
      };
      const fastest = (length: number) => Math.min(...[1, 2, 3, 4].map(() => cost(length)));
      fastest(10_000);
      expect(fastest(500_000)).toBeLessThan(40 * (fastest(50_000) + 0.1));
    },
  );
});
