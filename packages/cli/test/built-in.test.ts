import { describe, expect, it } from 'vitest';
import { builtInSource, builtInSourceNames, isPath, isStoreModule } from '../src/built-in.js';

describe('builtInSource', () => {
  it('knows the sources that come with the program, and nothing else', () => {
    expect(builtInSourceNames).toEqual(['tiingo', 'finnhub', 'alphavantage', 'marketaux', 'polygon', 'rss']);
    expect(builtInSource('tiingo')?.keyVariable).toBe('TIINGO_API_KEY');
    expect([builtInSource('toString'), builtInSource('finhub')]).toEqual([undefined, undefined]);
  });
});

describe('isPath', () => {
  it.each(['./a.mjs', '../a.mjs', '/a/b.js', 'file:///a/b.js'])('is true of %s', (use) => {
    expect(isPath(use)).toBe(true);
  });

  it.each(['tiingo', '@acme/source', 'acme-source', 'a.mjs', '.hidden'])('is false of %s', (use) => {
    expect(isPath(use)).toBe(false);
  });
});

describe('isStoreModule', () => {
  it.each(['./store.mjs', '../x/store.js', '/srv/store.cjs', './store.ts', '@acme/store', '@acme/store/fast'])(
    'is true of %s',
    (text) => {
      expect(isStoreModule(text)).toBe(true);
    },
  );

  it.each(['sqlite:news.db', 'news.db', './news.db', '/var/lib/news.db', 'memory:', 'postgres://a/b.js', '@home', ''])(
    'is false of %s',
    (text) => {
      expect(isStoreModule(text)).toBe(false);
    },
  );
});
