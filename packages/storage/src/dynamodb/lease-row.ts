import type { LeaseToken } from '@ingest/core';
import type { Action } from './action.js';
import type { Key } from './row.js';

export function leaseKey(name: string): Key {
  return { pk: 'LEASE', sk: `=${name}` };
}

/** A part of a transaction that holds only under this lease, whether its term is over or not. */
export function leaseCheck({ name, number }: LeaseToken): Action {
  return {
    kind: 'check',
    key: leaseKey(name),
    condition: { text: '#held = :held AND #number = :number', values: { held: 1, number } },
  };
}
