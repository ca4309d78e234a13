import { expect, test } from 'vitest';
import { laterStatuses } from '../../src/http/later-statuses.js';

test('only refusals are among them', () => {
  expect(laterStatuses.filter((status) => status < 400 || status > 499)).toEqual([]);
});
