import { expect, it } from 'vitest';
import { storeName } from '../../src/extensions/extensions.js';

it('names a store by its url, or by the module that it comes from, and never by its options', () => {
  expect(storeName('sqlite:news.db')).toBe('sqlite:news.db');
  const foreign = {
    use: './store.mjs',
    url: 'file:///x/store.mjs',
    options: { token: 'hunter22' },
    isConfigured: true,
  };
  expect(storeName(foreign)).toBe('./store.mjs');
});
