import type { Scorer, Sink, Source, Store } from '@ingest/core';

/** What a member of a contract must be: of a type, or of one where it is there at all, or a group of such members. */
type Form =
  | 'function'
  | 'text'
  | 'number'
  | 'yes or no'
  | 'list'
  | 'object'
  | 'function, or left out'
  | 'yes or no, or left out'
  | Shape;

export interface Shape {
  readonly [member: string]: Form;
}

type Members<Contract> = { readonly [Member in keyof Required<Contract>]: Form };
type Rooms = 'articles' | 'state' | 'leases' | 'registers' | 'outbox' | 'incidents' | 'reading' | 'maintenance';
/** A store may do without; whoever needs it looks at it then. */
type OptionalRooms = 'transfer';

export const sourceShape = {
  name: 'text',
  capabilities: { maxTickersPerRequest: 'number', paging: 'text' },
  // Null for a source without keys: looked at by itself.
  credential: 'object',
  timeoutMs: 'number',
  quota: 'list',
  replay: { baseUrl: 'text', tickersOf: 'function', emptyBody: 'text' },
  fetchPage: 'function',
  fetchAggregate: 'function, or left out',
  readItem: 'function, or left out',
} as const satisfies Members<Source>;

export const sinkShape = {
  name: 'text',
  deliver: 'function',
  check: 'function, or left out',
  close: 'function, or left out',
} as const satisfies Members<Sink>;

export const scorerShape = {
  name: 'text',
  version: 'text',
  hash: 'text',
  isQuick: 'yes or no, or left out',
  score: 'function',
} as const satisfies Members<Scorer>;

export const storeShape = {
  capabilities: { maxArticlesPerCommit: 'number', backsUpToFile: 'yes or no' },
  location: 'text',
  open: 'function',
  close: 'function',
  articles: { commitPage: 'function', addScores: 'function', lookup: 'function', holdsAny: 'function' },
  state: { sources: 'function', watermarks: 'function', gaps: 'function' },
  leases: { take: 'function', renew: 'function', release: 'function' },
  registers: { list: 'function', change: 'function' },
  outbox: {
    add: 'function',
    take: 'function',
    settle: 'function',
    list: 'function',
    queues: 'function',
    retry: 'function',
    drop: 'function',
  },
  incidents: { change: 'function', list: 'function' },
  reading: {
    items: 'function',
    countItems: 'function',
    events: 'function',
    quarantine: 'function',
    countNewStories: 'function',
    countEventsEver: 'function',
    stories: 'function',
    find: 'function',
    histories: 'function',
    anchors: 'function',
    collisions: 'function',
  },
  maintenance: { check: 'function', backup: 'function', prune: 'function' },
} as const satisfies Members<Omit<Store, Rooms | OptionalRooms>> & { readonly [Room in Rooms]: Members<Store[Room]> };

/** The first member that is not what it must be, and what it must be; null when all are. */
export function misfit(
  value: unknown,
  shape: Shape,
  path = '',
): { readonly member: string; readonly expected: string } | null {
  for (const [name, form] of Object.entries(shape)) {
    const member = path === '' ? name : `${path}.${name}`;
    const given = (value as Record<string, unknown>)[name];
    if (typeof form === 'object') {
      if (typeof given !== 'object' || given === null) return { member, expected: 'an object' };
      const inner = misfit(given, form, member);
      if (inner !== null) return inner;
    } else if (!fits[form](given)) return { member, expected: words[form] };
  }
  return null;
}

const fits: Readonly<Record<Exclude<Form, Shape>, (given: unknown) => boolean>> = {
  function: (given) => typeof given === 'function',
  text: (given) => typeof given === 'string' && given !== '',
  number: (given) => typeof given === 'number' && given > 0,
  'yes or no': (given) => typeof given === 'boolean',
  list: Array.isArray,
  object: (given) => typeof given === 'object',
  'function, or left out': (given) => given === undefined || typeof given === 'function',
  'yes or no, or left out': (given) => given === undefined || typeof given === 'boolean',
};

const words: Readonly<Record<Exclude<Form, Shape>, string>> = {
  function: 'a function',
  text: 'a text',
  number: 'a number above 0',
  'yes or no': 'true or false',
  list: 'a list',
  object: 'an object or null',
  'function, or left out': 'a function, or nothing',
  'yes or no, or left out': 'true or false, or nothing',
};
