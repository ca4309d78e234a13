import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvField } from '../../src/security/csv-field.js';

describe('csvField', () => {
  it.each([
    ['Arven raises', 'Arven raises'],
    ['', ''],
    ['one, two', '"one, two"'],
    ['a "plan"', '"a ""plan"""'],
    ['a\nb', '"a\nb"'],
    ['=HYPERLINK("x")', '"\'=HYPERLINK(""x"")"'],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@x', "'@x"],
    ['\tx', "'\tx"],
    ['\rx', '"\'\rx"'],
    ['1-1=0', '1-1=0'],
  ])('writes %j as %j', (text, field) => {
    expect(csvField(text)).toBe(field);
  });

  it('is read back as the text, but for the apostrophe before a formula', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '=', '-', '"', ',', '\r', '\n', '\t', "'", 'é') }), (text) => {
        const field = csvField(text);
        const read = field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field;
        expect(read).toBe(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
        if (!field.startsWith('"')) expect(field).not.toMatch(/[",\r\n]/);
      }),
    );
  });
});
