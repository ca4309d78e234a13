import { describe, expect, test } from 'vitest';
import { reopening, storeCases } from '../../src/conformance/index.js';
import { subjects } from '../support/subjects.js';

describe.each(Object.entries(subjects))('the %s store', (_, makeSubject) => {
  describe('fresh', () => {
    for (const { name, run } of storeCases) test(name, () => run(makeSubject()));
  });

  describe('opened again before every operation', () => {
    for (const { name, run } of storeCases) test(name, () => run(reopening(makeSubject())));
  });
});

test('every case has a name of its own', () => {
  expect(new Set(storeCases.map(({ name }) => name)).size).toBe(storeCases.length);
});
