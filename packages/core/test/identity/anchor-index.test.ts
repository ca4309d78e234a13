import { expect, it } from 'vitest';
import { AnchorIndex } from '../../src/identity/anchor-index.js';
import { lookupKeys } from '../../src/identity/lookup-keys.js';
import { prepareArticle } from '../../src/identity/prepare-article.js';
import type { StoryKey } from '../../src/model/primitives.js';

const plain = 'Calder Motors opens a second plant near the northern port to build electric vans';
const prepared = (headline: string) =>
  prepareArticle({ headline, publishedAt: Date.UTC(2026, 5, 4, 12), source: 'tiingo' });

it('finds the anchor that an article matches among all that are filed', () => {
  const index = new AnchorIndex();
  expect(index.joinOf(prepared(plain))).toBeNull();
  const anchor = { storyKey: 'a' as StoryKey, prepared: prepared(plain) };
  expect(index.add(anchor)).toEqual(lookupKeys(anchor.prepared));
  // Another story of the same company, and no match.
  index.add({
    storyKey: 'b' as StoryKey,
    prepared: prepared('Calder Motors opens talks with its bankers about new loans'),
  });
  expect(index.joinOf(prepared(`Wirepost: ${plain}`))).toMatchObject({ storyKey: 'a', rule: 'label' });
  expect(index.joinOf(prepared('Calder Motors opens a museum of old engines in its home town'))).toBeNull();
});
