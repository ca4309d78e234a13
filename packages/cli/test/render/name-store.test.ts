import { describe, expect, it } from 'vitest';
import { nameStore } from '../../src/render/name-store.js';

describe('nameStore', () => {
  it.each([
    ['sqlite:news.db', 'look at them: ingest events --rejected --store sqlite:news.db'],
    ['my news.db', "look at them: ingest events --rejected --store 'my news.db'"],
    ["it's.db", "look at them: ingest events --rejected --store 'it'\\''s.db'"],
    [
      'postgres://ann:secret@db.example/news?schema=wire',
      "look at them: ingest events --rejected --store 'postgres://ann@db.example/news?schema=wire'",
    ],
    ['sqlite:ingest.db', 'look at them: ingest events --rejected'],
    ['memory:', 'look at them: ingest events --rejected'],
  ])('of %s makes a command that reads it', (store, hint) => {
    expect(nameStore('look at them: ingest events --rejected', store)).toBe(hint);
  });

  it('of a store from outside names the module, unless the configuration does', () => {
    const store = { use: './store.mjs', url: 'file:///store.mjs', options: {}, isConfigured: false };
    expect(nameStore('see: ingest events', store)).toBe('see: ingest events --store ./store.mjs');
    expect(nameStore('see: ingest events', { ...store, isConfigured: true })).toBe('see: ingest events');
  });

  it('finds the command in the middle of a sentence', () => {
    expect(nameStore('see: ingest events; nothing was lost (ingest events --rejected)', 'a.db')).toBe(
      'see: ingest events --store a.db; nothing was lost (ingest events --rejected --store a.db)',
    );
  });
});
