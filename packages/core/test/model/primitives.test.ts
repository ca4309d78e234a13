import { describe, expect, it } from 'vitest';
import { instant, limits, storyKey, webUrl } from '../../src/model/primitives.js';
import { jsonSchemaOf } from '../support/schema.js';

const urlOfLength = (length: number) => 'https://wire.example/'.padEnd(length, 'x');

describe('limits', () => {
  it('are those of the model', () => {
    expect(limits).toMatchObject({ headline: 500, description: 5000, url: 2048, errorMessage: 1000 });
  });
});

describe('instant', () => {
  it.each(['2026-06-04T14:00:00.000Z', '1990-01-01T00:00:00.001Z', '2024-02-29T23:59:59.999Z'])(
    'accepts %s',
    (text) => {
      expect(instant.parse(text)).toBe(text);
    },
  );

  it.each([
    ['no milliseconds', '2026-06-04T14:00:00Z'],
    ['microseconds', '2026-06-04T14:00:00.000000Z'],
    ['an offset', '2026-06-04T14:00:00.000+00:00'],
    ['no zone', '2026-06-04T14:00:00.000'],
    ['a blank between date and time', '2026-06-04 14:00:00.000Z'],
    ['a date alone', '2026-06-04'],
    ['a day that is none', '2026-02-30T14:00:00.000Z'],
    ['an hour that is none', '2026-06-04T24:00:00.000Z'],
    ['a number', 1_780_581_600_000],
  ])('rejects %s', (_, value) => {
    expect(instant.safeParse(value).success).toBe(false);
  });

  it('has a JSON Schema', () => {
    expect(jsonSchemaOf(instant)).toMatchObject({ type: 'string', format: 'date-time' });
  });
});

describe('storyKey', () => {
  const key = '0123456789abcdef0123456789abcdef';

  it('accepts 32 hex characters', () => {
    expect(storyKey.parse(key)).toBe(key);
  });

  it.each([
    ['31 characters', key.slice(1)],
    ['33 characters', `${key}0`],
    ['upper case', key.toUpperCase()],
    ['a character that is not hex', key.replace('f', 'g')],
    ['a line break behind it', `${key}\n`],
  ])('rejects %s', (_, value) => {
    expect(storyKey.safeParse(value).success).toBe(false);
  });

  it('has a JSON Schema', () => {
    expect(jsonSchemaOf(storyKey)).toMatchObject({ type: 'string', pattern: '^[0-9a-f]{32}$' });
  });
});

describe('webUrl', () => {
  it.each(['https://wire.example/a?b=c#d', 'http://wire.example', 'HTTPS://WIRE.EXAMPLE/'])('accepts %s', (url) => {
    expect(webUrl.parse(url)).toBe(url);
  });

  it.each(['javascript:alert(1)', 'ftp://wire.example/', 'file:///etc/passwd', '//wire.example/', 'https://', ''])(
    'rejects %j',
    (url) => {
      expect(webUrl.safeParse(url).success).toBe(false);
    },
  );

  it('rejects an url with a blank or behind another text', () => {
    expect(webUrl.safeParse('https://wire.example/a b').success).toBe(false);
    expect(webUrl.safeParse('javascript:alert(1)//https://wire.example/').success).toBe(false);
  });

  it('accepts 2048 characters and no more', () => {
    expect(webUrl.safeParse(urlOfLength(2048)).success).toBe(true);
    expect(webUrl.safeParse(urlOfLength(2049)).success).toBe(false);
  });

  it('has a JSON Schema', () => {
    expect(jsonSchemaOf(webUrl)).toMatchObject({ type: 'string', maxLength: 2048 });
  });
});
