import { describe, expect, it } from 'vitest';
import { firstHeadline } from '../../src/identity/story-history.js';
import { seen } from '../support/histories.js';

describe('firstHeadline', () => {
  it('is the oldest of the texts that an article had', () => {
    const earlier = ['First of all', 'Then this'].map((headline, at) => ({
      headline,
      description: null,
      seenAt: at,
      replacedAt: at + 1,
    }));
    expect(firstHeadline(seen({ headline: 'Now that', earlier }))).toBe('First of all');
    expect(firstHeadline(seen({ headline: 'Now that' }))).toBe('Now that');
  });
});
