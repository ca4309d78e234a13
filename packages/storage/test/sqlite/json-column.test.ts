import { expect, test } from 'vitest';
import { fromJson, toJson } from '../../src/sqlite/json-column.js';

test('nothing is null, and all else comes back as it was', () => {
  expect([toJson(null), fromJson(null)]).toEqual([null, null]);
  expect(fromJson(toJson({ score: 0.1, label: null }))).toEqual({ score: 0.1, label: null });
});
