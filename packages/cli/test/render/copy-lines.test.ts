import { type CopyResult, type TransferCounts, transferCounts } from '@ingest/core';
import { expect, it } from 'vitest';
import { copyLines } from '../../src/render/copy-lines.js';
import { painter } from '../../src/render/paint.js';

const screen = { isTty: false, columns: 100, paint: painter(false, true) };
const stores = { from: 'news.db', to: 'moved.db' };
const counts = (stories: number) =>
  ({ ...Object.fromEntries(transferCounts.map((name) => [name, 0])), stories }) as TransferCounts;
const end = (hash: string, stories: number) => ({
  digest: { version: 1, hash, stories } as const,
  counts: counts(stories),
});

it('shows how much both stores hold of everything, and their digest', () => {
  const result: CopyResult = {
    ...{ kind: 'copied', isContinued: false, differences: [] },
    ...{ from: end('aa', 1_200), to: end('aa', 1_200) },
  };
  const lines = copyLines(stores, result, screen);
  expect(lines).toHaveLength(transferCounts.length + 2);
  expect(lines[1]).toMatch(/^ stories +1,200 +1,200$/);
  expect(lines[2]).toMatch(/^ pruned stories +0 +0$/);
  expect(lines.at(-1)).toBe('✓ copied news.db to moved.db: 1,200 stories, both 1:aa');
});

it('names both digests when they differ', () => {
  const result: CopyResult = {
    ...{ kind: 'different', isContinued: false, differences: ['digest'] },
    ...{ from: end('aa', 2), to: end('bb', 1) },
  };
  expect(copyLines(stores, result, screen).at(-1)).toBe('✗ news.db is 1:aa, moved.db is 1:bb');
});

it('says how far a copy came that was stopped, and how it goes on', () => {
  const result: CopyResult = { kind: 'stopped', part: 'stories', stories: 500, allStories: 1_200 };
  expect(copyLines(stores, result, screen)).toEqual([
    '! stopped after 500 of 1,200 stories: the same command goes on from here',
  ]);
});
