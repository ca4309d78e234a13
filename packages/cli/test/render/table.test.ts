import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { cut, renderTable } from '../../src/render/table.js';

const titles = [{ title: 'n', align: 'right' }, { title: 'headline', isFlexible: true }, { title: 'by' }] as const;

describe('renderTable', () => {
  it('aligns columns, numbers to the right', () => {
    expect(
      renderTable(
        titles,
        [
          ['1', 'a', 'x'],
          ['20', 'bc', 'y'],
        ],
        80,
        '…',
      ),
    ).toEqual(['  n  headline  by', '  1  a         x', ' 20  bc        y']);
  });

  it('cuts the flexible column to what the terminal leaves', () => {
    const [, row] = renderTable(titles, [['1', 'w'.repeat(200), 'tiingo']], 40, '…');
    expect(row).toHaveLength(40);
    expect(row).toMatch(/w… {2}tiingo$/);
  });

  it('is never wider than the terminal, also with wide characters', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '漢', '🚀', 'é', ' ') });
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, cell)), fc.integer({ min: 20, max: 120 }), (rows, columns) => {
        for (const line of renderTable(titles, rows, columns, '…'))
          expect(stringWidth(line)).toBeLessThanOrEqual(columns);
      }),
    );
  });
});

describe('cut', () => {
  it('leaves a text that fits, and marks one that does not', () => {
    expect(cut('short', 5, '…')).toBe('short');
    expect(cut('longer', 5, '…')).toBe('long…');
    expect(cut('漢字漢字', 5, '…')).toBe('漢字…');
  });

  it('counts no colour, and ends each that it began', () => {
    const red = '\u001b[31m✗ critical\u001b[39m';
    expect(cut(`${red} 1`, 12, '…')).toBe(`${red} 1`);
    expect(cut(`${red} and more`, 12, '…')).toBe(`${red} …`);
    expect(cut(`${red} and more`, 5, '…')).toBe('\u001b[31m✗ cr…\u001b[39m');
  });
});
