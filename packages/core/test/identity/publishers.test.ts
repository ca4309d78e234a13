import { describe, expect, it } from 'vitest';
import { isPublisher } from '../../src/identity/publishers.js';

describe('isPublisher', () => {
  it.each([
    'reuters',
    'the wall street journal',
    "barron's",
    'cnbc.com',
    'investing.com',
    'yahoo finance',
    'analyst blog',
  ])('knows %j', (name) => {
    expect(isPublisher(name, undefined)).toBe(true);
  });

  it.each(['reuters holdings', 'when analysts speak', 'amazon.com', 'nasdaq', 'sources', '', '???'])(
    'does not know %j',
    (name) => {
      expect(isPublisher(name, undefined)).toBe(false);
    },
  );

  it('takes the name or the site of the source itself', () => {
    expect(isPublisher('wboc-tv 16', 'WBOC TV 16')).toBe(true);
    expect(isPublisher('tickerdaily', 'tickerdaily.com')).toBe(true);
    expect(isPublisher('tickerdaily.com', 'Ticker Daily')).toBe(true);
    expect(isPublisher('tickerdaily', 'marketdesk')).toBe(false);
    expect(isPublisher('!', '?')).toBe(false);
  });
});
