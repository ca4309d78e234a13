import { expect, it } from 'vitest';
import { policyOf } from '../../src/permissions/policy.js';
import { resourceNames, roleNames } from '../../src/permissions/resources.js';

it('knows no resource that nobody may touch', () => {
  const named = roleNames.flatMap((role) => policyOf(role).Statement.map(({ Resource }) => Resource));
  expect([...new Set(named)].sort()).toEqual([...resourceNames].sort());
});
