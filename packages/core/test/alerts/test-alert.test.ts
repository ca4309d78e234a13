import { alertKinds, message } from '@ingest/core';
import { expect, it } from 'vitest';
import { testAlert, testIncidentId } from '../../src/alerts/test-alert.js';
import { seededChance } from '../../src/time/seeded-chance.js';
import { now } from '../support/alert-facts.js';

const incidentId = testIncidentId(now, seededChance(1));
const sentBy = 'ingest alerts test';

it('is an alert of any kind that says in its first word that it is a test, and by whom it was sent', () => {
  for (const kind of alertKinds)
    for (const state of ['firing', 'resolved'] as const) {
      const notification = testAlert({ kind, state, incidentId, now, sentBy });
      expect(message.parse(notification)).toEqual(notification);
      expect(notification.alert).toMatchObject({ kind, severity: 'warning', state });
      expect(notification.alert.summary).toMatch(/^TEST: nothing is wrong/);
      expect(notification.alert.details).toContain(`sent by hand with ${sentBy}\n`);
      expect(notification.alert.details).toContain(`docs/runbook.md#${kind.toLowerCase()}`);
    }
});

it('ends what it began, under another event', () => {
  const of = (state: 'firing' | 'resolved') => testAlert({ kind: 'NO_NEWS', state, incidentId, now, sentBy });
  const [begin, end] = [of('firing'), of('resolved')];
  expect([begin.alert.incidentId, end.alert.incidentId]).toEqual([incidentId, incidentId]);
  expect([begin.eventId, end.eventId]).toEqual([`${incidentId}.1`, `${incidentId}.2`]);
  expect(begin.alert.resolvedAt).toBeUndefined();
  expect(end.alert.resolvedAt).toBe(end.timestamp);
});

it('belongs to an incident of its own, such as no real one is', () => {
  const chance = seededChance(1);
  expect(testIncidentId(now, chance)).not.toBe(testIncidentId(now, chance));
  expect(incidentId).toMatch(/^test-/);
});
