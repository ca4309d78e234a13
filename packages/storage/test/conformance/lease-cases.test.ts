import { describe } from 'vitest';
import { leaseCases } from '../../src/conformance/lease-cases.js';
import { findOut } from '../support/conform.js';

describe('the cases of leases', () => {
  findOut(leaseCases, {
    'counts leases from one again once they are free': {
      how: ({ leases }, data) => ({
        leases: {
          ...leases,
          async release(token) {
            await leases.release(token);
            if (data.leases.get(token.name)?.held === null) data.leases.delete(token.name);
          },
        },
      }),
      foundBy: ['a released lease is free at once, and its number goes on growing'],
    },
    'believes a clock that was ahead': {
      how: ({ leases }) => ({
        leases: {
          ...leases,
          take: (name, owner, term, evenFrom) =>
            leases.take(name, owner, { ...term, from: Number.NEGATIVE_INFINITY }, evenFrom),
        },
      }),
      foundBy: ['a lease taken by a clock that was ahead is over before its beginning'],
    },
    'takes a lease from whoever has it': {
      how: ({ leases }, data) => ({
        leases: {
          ...leases,
          take: (name, owner, term) => leases.take(name, owner, term, data.leases.get(name)?.number),
        },
      }),
      foundBy: [
        'a lease that is held is refused, with all that is known of its holder',
        'of two stores that take one lease at once, one gets it',
      ],
    },
    'renews a lease for anybody': {
      how: ({ leases }) => ({ leases: { ...leases, renew: async () => {} } }),
      foundBy: [
        'a lease that is renewed lasts longer and keeps its number',
        'renewing a lease that is not ours any more is an error and changes nothing',
      ],
    },
  });
});
