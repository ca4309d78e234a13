import { scriptedSource } from '@ingest/core/testing';
import { createMemoryStore } from '@ingest/storage/memory';
import { describe, expect, it } from 'vitest';
import { misfit, sinkShape, sourceShape, storeShape } from '../../src/extensions/shapes.js';

const source = () => scriptedSource({ name: 'acme', answer: () => ({ hang: true }) });

describe('misfit', () => {
  it('finds nothing in a source, a sink and a store', () => {
    expect(misfit(source(), sourceShape)).toBeNull();
    expect(misfit({ ...source(), credential: null }, sourceShape)).toBeNull();
    expect(misfit({ name: 'desk', deliver: async () => {} }, sinkShape)).toBeNull();
    expect(misfit(createMemoryStore(), storeShape)).toBeNull();
  });

  it.each([
    [{ ...source(), fetchPage: undefined }, sourceShape, 'fetchPage', 'a function'],
    [{ ...source(), name: '' }, sourceShape, 'name', 'a text'],
    [{ ...source(), credential: undefined }, sourceShape, 'credential', 'an object or null'],
    [{ ...source(), quota: {} }, sourceShape, 'quota', 'a list'],
    [{ ...source(), replay: undefined }, sourceShape, 'replay', 'an object'],
    [{ ...source(), readItem: 1 }, sourceShape, 'readItem', 'a function, or nothing'],
    [
      { ...source(), capabilities: { maxTickersPerRequest: 0, paging: 'list' } },
      sourceShape,
      'capabilities.maxTickersPerRequest',
      'a number above 0',
    ],
    [{ ...createMemoryStore(), outbox: { add() {} } }, storeShape, 'outbox.take', 'a function'],
    [
      { ...createMemoryStore(), capabilities: { maxArticlesPerCommit: 1 } },
      storeShape,
      'capabilities.backsUpToFile',
      'true or false',
    ],
    [{ name: 'desk' }, sinkShape, 'deliver', 'a function'],
  ])('names the member that is wrong, %#', (value, shape, member, expected) => {
    expect(misfit(value, shape)).toEqual({ member, expected });
  });
});
