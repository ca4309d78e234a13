import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createByteKeeper } from '../../../src/exchange/har/byte-keeper.js';

test('keeps what was appended and not truncated, however much it is', () => {
  const step = fc.oneof(
    fc.record({ append: fc.string({ maxLength: 5000, unit: 'grapheme-ascii' }) }),
    fc.record({ truncate: fc.double({ min: 0, max: 1, noNaN: true }) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      const keeper = createByteKeeper();
      let text = '';
      for (const next of steps) {
        if ('append' in next) {
          const bytes = Buffer.from(`<${next.append}>`);
          keeper.append(bytes, 1, bytes.length - 1);
          text += next.append;
        } else {
          text = text.slice(0, Math.floor(text.length * next.truncate));
          keeper.truncate(text.length);
        }
      }
      expect(keeper.size()).toBe(text.length);
      expect(keeper.text(0)).toBe(text);
      expect(keeper.text(text.length >> 1)).toBe(text.slice(text.length >> 1));
    }),
  );
});
