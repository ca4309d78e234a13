import { describe, expect, it } from 'vitest';
import { painter } from '../../src/render/paint.js';

describe('painter', () => {
  it('colours states on a terminal that can', () => {
    expect(painter(true, true).ok()).toBe('\u001b[32m✓\u001b[39m');
  });

  it('has a sign for each state without colour, and in ASCII', () => {
    const { ok, attention, failed, arrow, dash, ellipsis } = painter(false, false);
    expect([ok(), attention(), failed(), arrow, dash, ellipsis]).toEqual(['+', '!', 'x', '->', '-', '...']);
  });
});
