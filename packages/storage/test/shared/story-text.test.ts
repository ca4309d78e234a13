import { expect, test } from 'vitest';
import { readStoryText } from '../../src/shared/story-text.js';

test('a text of 32 hex characters is a key, one of 8 and more the beginning of one', () => {
  const key = '0123456789ABCDEF0123456789abcdef';
  expect(readStoryText(key)).toMatchObject({ key: key.toLowerCase(), keyStart: null });
  expect(readStoryText('01234ABC')).toMatchObject({ key: null, keyStart: '01234abc' });
  expect(readStoryText('0123abc')).toMatchObject({ key: null, keyStart: null });
  expect(readStoryText(`${key}0`)).toMatchObject({ key: null, keyStart: null });
  expect(readStoryText('no hex at all')).toMatchObject({ key: null, keyStart: null });
});

test('whatever it is, it may be an id, with the source before its first colon', () => {
  expect(readStoryText('77')).toMatchObject({ sourceId: '77', named: null });
  expect(readStoryText('tiingo:a:b')).toMatchObject({
    sourceId: 'tiingo:a:b',
    named: { source: 'tiingo', sourceId: 'a:b' },
  });
});
