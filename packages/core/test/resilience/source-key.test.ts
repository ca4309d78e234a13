import { scriptedSource } from '@ingest/core/testing';
import { expect, it } from 'vitest';
import { isUsable, keyIdOf, keyMissing, unsetKeyOf } from '../../src/resilience/source-key.js';

const source = (keyId?: string | null) =>
  scriptedSource({ name: 'first', ...(keyId !== undefined && { keyId }), answer: () => ({ hang: true }) });

it('can ask a source that has its key, and one that needs none', () => {
  expect([source('abcd1234'), source()].map(isUsable)).toEqual([true, true]);
  expect([source('abcd1234'), source()].map(unsetKeyOf)).toEqual([null, null]);
  expect([source('abcd1234'), source()].map(keyMissing)).toEqual([null, null]);
});

it('names the variable of a key that is not set, and says what to do', () => {
  expect([isUsable(source(null)), unsetKeyOf(source(null))]).toEqual([false, 'FIRST_API_KEY']);
  expect(keyMissing(source(null))).toMatchObject({
    code: 'NOT_CONFIGURED',
    message: 'first has no key: FIRST_API_KEY is not set',
    hint: 'set FIRST_API_KEY in the environment or in .env, or take first out of the list of sources',
  });
});

it('knows a source by its key, and one without by a name of its own', () => {
  expect([source('abcd1234'), source(), source(null)].map(keyIdOf)).toEqual(['abcd1234', '-', '-']);
});
