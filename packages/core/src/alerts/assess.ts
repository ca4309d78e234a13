import type { AlertKind } from '../model/alert.js';
import type { AlertFacts } from './facts.js';
import { alertRules } from './rules.js';
import type { Verdict } from './verdict.js';

/** What the rules see in the facts at this moment: pure, and nothing is kept. `kinds`: which of them look; default: all. */
export function assess(facts: AlertFacts, kinds?: readonly AlertKind[]): readonly Verdict[] {
  const rules = kinds === undefined ? Object.values(alertRules) : kinds.map((kind) => alertRules[kind]);
  return rules.flatMap((rule) => rule(facts));
}
