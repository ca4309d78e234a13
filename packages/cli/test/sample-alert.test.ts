import { message } from '@ingest/core';
import { expect, it } from 'vitest';
import { sampleAlert } from '../src/sample-alert.js';

it('a sample says that it is a test, and neither pages anybody nor stays open', () => {
  const sample = sampleAlert('desk', Date.UTC(2026, 5, 4, 14));
  expect(message.parse(sample)).toEqual(sample);
  expect(sample.alert).toMatchObject({ state: 'resolved', resolvedAt: sample.timestamp });
  expect(sample.alert.summary).toMatch(/^This is a test/);
  expect(sample.alert.details).toContain('ingest deliveries test desk');
  for (const id of [sample.eventId, sample.alert.incidentId]) expect(id).toMatch(/^test-/);
  expect(sampleAlert('desk', 0).eventId).not.toBe(sample.eventId);
});
