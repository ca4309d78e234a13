import { alertKinds, message } from '@ingest/core';
import { expect, it } from 'vitest';
import { testAlert } from '../../src/alerts/test-alert.js';
import { seededChance } from '../../src/time/seeded-chance.js';
import { now } from '../support/alert-facts.js';

it('is an alert of any kind that says in its first word that it is a test', () => {
  for (const kind of alertKinds) {
    const notification = testAlert(kind, now, seededChance(1));
    expect(message.parse(notification)).toEqual(notification);
    expect(notification.alert).toMatchObject({ kind, severity: 'warning', state: 'firing' });
    expect(notification.alert.summary).toMatch(/^TEST: nothing is wrong/);
    expect(notification.alert.details).toContain(`docs/runbook.md#${kind.toLowerCase()}`);
  }
});

it('belongs to an incident of its own', () => {
  const chance = seededChance(1);
  const [first, second] = [testAlert('NO_NEWS', now, chance), testAlert('NO_NEWS', now, chance)];
  expect(first.alert.incidentId).not.toBe(second.alert.incidentId);
  expect(first.eventId).toBe(`${first.alert.incidentId}.1`);
});
