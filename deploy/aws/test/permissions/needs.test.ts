import { describe, expect, it } from 'vitest';
import { sdkCalls } from '../../src/permissions/calls.js';
import { needs } from '../../src/permissions/needs.js';
import { actionsOf } from '../../src/permissions/policy.js';
import { roleNames } from '../../src/permissions/resources.js';

describe('needs', () => {
  it('says of each right what it is for', () => {
    for (const { because } of roleNames.flatMap((role) => needs[role])) expect(because.length).toBeGreaterThan(30);
  });

  it('lists nothing that a call of the same role asks for already', () => {
    for (const role of roleNames) {
      const called = sdkCalls[role].flatMap((call) =>
        call.on.flatMap((on) => actionsOf(call).map((action) => `${action} ${on}`)),
      );
      const needed = needs[role].flatMap(({ actions, on }) => actions.map((action) => `${action} ${on}`));
      expect(needed.filter((one) => called.includes(one))).toEqual([]);
      expect(new Set(needed).size).toBe(needed.length);
    }
  });
});
