import { expect, it } from 'vitest';
import { alertRules } from '../../src/alerts/rules.js';
import { alertKinds, alertKindsOfSources } from '../../src/model/alert.js';
import { factsOf, sourceFactsOf } from '../support/alert-facts.js';

it('has a rule for every kind, which speaks of that kind alone', () => {
  expect(Object.keys(alertRules).sort()).toEqual([...alertKinds].sort());
  for (const [kind, rule] of Object.entries(alertRules))
    for (const verdict of rule(factsOf())) expect(verdict).toMatchObject({ kind, isFiring: false });
});

it('speaks of single sources in the kinds that are named so, and in no others', () => {
  for (const [kind, rule] of Object.entries(alertRules)) {
    const isOfSources = alertKindsOfSources.some((one) => one === kind);
    const facts = factsOf({ sources: [sourceFactsOf({ lastErrorCode: 'AUTH_FAILED' })] });
    for (const { source } of rule(facts)) expect(source !== null, kind).toBe(isOfSources);
  }
});
