import { expect, it } from 'vitest';
import { alertRules } from '../../src/alerts/rules.js';
import { alertKinds } from '../../src/model/alert.js';
import { factsOf } from '../support/alert-facts.js';

it('has a rule for every kind, which speaks of that kind alone', () => {
  expect(Object.keys(alertRules).sort()).toEqual([...alertKinds].sort());
  for (const [kind, rule] of Object.entries(alertRules))
    for (const verdict of rule(factsOf())) expect(verdict).toMatchObject({ kind, isFiring: false });
});
