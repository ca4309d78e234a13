import type { Family } from './family.js';
import { weights } from './weights.js';

/** How cases end that are neither won nor dropped: with money. */
export const cases: readonly Family[] = [
  {
    name: 'paying',
    about: 'Paying: bad where it ends a case, nothing where it buys something.',
    weight: 0,
    deed: 'pay',
    phrases: `
      pay|pays|paid|paying
      for #
    `,
  },
  {
    name: 'paying to be left alone',
    about: 'An amount that ends a case, a fine or damages.',
    weight: -weights.event,
    deed: 'pay',
    phrases: `
      pay|pays|paid|paying # to|and settle|resolve|end|close
      pay|pays|paid|paying # in damages|fines|penalties|compensation|settlement
      pay|pays|paid|paying # settlement|fine|penalty
    `,
  },
  {
    name: 'compromising',
    about: 'Ending a case by agreement: good, unless it is said what it costs.',
    weight: 0,
    deed: 'compromise',
    phrases: `
      settle|settles|settled|settling|resolve|resolves|resolved|resolving
    `,
  },
];
