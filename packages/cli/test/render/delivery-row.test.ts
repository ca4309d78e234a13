import type { Delivery } from '@ingest/core';
import { expect, it } from 'vitest';
import { deliveryRow, deliveryTitles } from '../../src/render/delivery-row.js';
import { painter } from '../../src/render/paint.js';

const now = Date.UTC(2026, 5, 4, 14);
const delivery: Delivery = {
  eventId: '01J',
  sink: 'hook',
  message: '{"itemCount":3}',
  createdAt: now - 60_000,
  state: 'pending',
  attempts: 2,
  waits: { from: now - 9000, until: now + 9000 },
  lastError: 'answered 500',
  settledAt: null,
};
const row = (fields: Partial<Delivery> = {}) => deliveryRow({ ...delivery, ...fields }, now, painter(false, true));

it('has a cell for each title', () => {
  expect(row()).toHaveLength(deliveryTitles.length);
  expect(row()).toEqual(['1 min ago', '01J', 'hook', 'pending', '2', 'in 9.0 s', '3', 'answered 500']);
});

it('says that a due one goes with the next run, and nothing of one that is settled', () => {
  expect(row({ waits: null })[5]).toBe('with the next run');
  expect(row({ waits: { from: now - 9000, until: now } })[5]).toBe('with the next run');
  expect(row({ state: 'delivered', lastError: null }).slice(5)).toEqual(['–', '3', '–']);
});

it('lets no control character through', () => {
  expect(row({ lastError: '\u001b[2Jgone' })[7]).not.toContain('\u001b');
});
