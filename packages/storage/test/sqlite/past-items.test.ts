import { describe, expect, test } from 'vitest';
import { asOfCases } from '../../src/conformance/as-of-cases.js';
import { isPast } from '../../src/sqlite/past-items.js';
import { conform } from '../support/conform.js';
import { sqliteSubject } from '../support/subjects.js';

describe('reading what SQLite knew then', () => conform([...asOfCases], sqliteSubject));

test('the beginning of time is a time', () => {
  expect([isPast({}), isPast({ asOf: 0 })]).toEqual([false, true]);
});
