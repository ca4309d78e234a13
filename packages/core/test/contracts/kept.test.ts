import { expect, it } from 'vitest';
import { parseDuration } from '../../src/config/duration.js';
import { keptMs } from '../../src/contracts/kept.js';

it('is thirty days, as docs/watch.md says', () => {
  expect(keptMs).toBe(parseDuration('30d'));
});
